import { expect, test } from "vitest";
import {
  aHouse,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  aPatient,
  inside,
} from "../../../test/people/index.ts";
import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { wireClinic } from "../../wire-clinic.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

const house = await aHouse();
const address = "https://records.example/fhir";
const clinic = wireClinic({
  ...house,
  timeZone: () => Promise.resolve("Europe/London"),
  address,
  onFailure: (error) => {
    throw error;
  },
});
const chart = house.chartWith({ rules: clinic.rules });

async function aClinic() {
  const tenant = await anOrganisation(house);
  const [office, desk] = [anAdministrator(tenant), aReceptionist(tenant)];
  const make = async (type: ResourceType, body: object) =>
    `${type}/${(await chart.create(office, type, { resourceType: type, ...body } as FhirResource)).value.id}`;
  const patient = `Patient/${(await chart.create(desk, "Patient", aPatient())).value.id}`;
  const therapist = await make("Practitioner", { name: [{ text: "Asha Rao" }] });
  return { tenant, office, desk, make, patient, therapist };
}

function booked(actors: readonly string[], at: string, more: object = {}): FhirResource {
  const start = new Date(`${at}:00Z`);
  return {
    resourceType: "Appointment",
    status: "booked",
    start: start.toISOString(),
    end: new Date(start.getTime() + 30 * 60_000).toISOString(),
    participant: actors.map((reference) => ({ actor: { reference }, status: "accepted" })),
    ...more,
  };
}

const taken = { code: "chart/taken" };
const against = { code: "chart/against-rule" };

test("a therapist isn't had twice by an address of this server, nor by a role that is made or changed in passing", async () => {
  const { office, desk, make, patient, therapist } = await aClinic();
  await chart.create(desk, "Appointment", booked([patient, therapist], "2026-03-09T10:00"));
  await expect(
    chart.create(desk, "Appointment", booked([patient, `${address}/${therapist}`], "2026-03-09T10:00")),
  ).rejects.toMatchObject(taken);
  const both = { ...desk, scopes: [...desk.scopes, ...office.scopes] };
  const role = { resourceType: "PractitionerRole", practitioner: { reference: therapist } } as FhirResource;
  const fullUrl = "urn:uuid:11111111-1111-4111-8111-111111111111";
  await expect(
    chart.transact(both, [
      { kind: "create", type: "PractitionerRole", resource: role, fullUrl },
      { kind: "create", type: "Appointment", resource: booked([patient, fullUrl], "2026-03-09T10:00") },
    ]),
  ).rejects.toMatchObject(taken);
  const other = await make("Practitioner", { name: [{ text: "Vikram Shetty" }] });
  const theirs = await make("PractitionerRole", { practitioner: { reference: other } });
  await chart.create(desk, "Appointment", booked([patient, theirs], "2026-03-09T10:00"));
  const id = theirs.split("/")[1] as ResourceId;
  await expect(chart.update(office, { type: "PractitionerRole", id }, { ...role, id })).rejects.toMatchObject({
    ...against,
    path: "PractitionerRole.practitioner",
  });
});

test("a kind that was given fewer places takes nobody in before so many have left", async () => {
  const { office, desk, make, patient, therapist } = await aClinic();
  const kindOf = (capacity: number) => ({
    resourceType: "HealthcareService",
    extension: [{ url: extensionUrl.capacity, valuePositiveInt: capacity }],
  });
  const kind = await make("HealthcareService", kindOf(4));
  const book = () => chart.create(desk, "Appointment", booked([patient, kind, therapist], "2026-03-09T10:00"));
  const [first] = [await book(), await book(), await book(), await book()];
  const id = kind.split("/")[1] as ResourceId;
  await chart.update(office, { type: "HealthcareService", id }, { ...kindOf(2), id } as FhirResource);
  const leave = async (one: typeof first) => chart.delete(desk, { type: "Appointment", id: one.value.id });
  await leave(first);
  await expect(book()).rejects.toMatchObject(taken);
});

test("who is there, was missed or is done stays near its time, and a booking has one number", async () => {
  const { desk, patient, therapist } = await aClinic();
  const { value } = await chart.create(
    desk,
    "Appointment",
    booked([patient, therapist], "2026-03-07T09:00", { status: "arrived" }),
  );
  const target = { type: "Appointment", id: value.id } as const;
  await expect(
    chart.update(desk, target, { ...inside(value), start: "2027-03-09T10:00:00Z", end: "2027-03-09T10:30:00Z" }),
  ).rejects.toMatchObject({ ...against, path: "Appointment.status" });
  const identifier = ["1", "2"].map((value) => ({ system: identifierSystem.request, value }));
  await expect(
    chart.create(desk, "Appointment", booked([patient], "2026-03-10T10:00", { identifier })),
  ).rejects.toMatchObject({ ...against, path: "Appointment.identifier" });
});

test("lengths of years from elsewhere are refused and not counted out, and a booking's number is its sender's own", async () => {
  const { desk, make, patient } = await aClinic();
  const scheduling = clinic.scheduling(chart);
  const minutes = [{ url: extensionUrl.minutes, valuePositiveInt: 2_147_483_647 }];
  const kind = await make("HealthcareService", { name: "endless", extension: minutes });
  const branch = await make("Location", { name: "Lake Road" });
  const room = await make("Location", { name: "Gym", partOf: { reference: branch } });
  const idOf = (reference: string) => reference.split("/")[1] ?? "";
  expect((await scheduling.places(desk)).kinds).toMatchObject([{ minutes: 720 }]);
  const proposed = booked([patient, kind, branch, room], "2026-03-09T10:00", {
    status: "proposed",
    end: "2199-01-01T00:00:00Z",
  });
  const { value } = await chart.create(desk, "Appointment", proposed);
  await expect(scheduling.move(desk, value.id, { version: 1, start: "2026-03-10T10:00:00Z" })).rejects.toMatchObject({
    code: "scheduling/unsuitable",
    path: "minutes",
  });

  const asked = {
    requestId: "6f1f3c1e-1111-4222-8333-444455556666",
    patientId: idOf(patient),
    kindId: idOf(kind),
    branchId: idOf(branch),
    start: "2026-03-09T10:00:00Z",
    minutes: 30,
    state: "booked",
    override: { reason: "asked for" },
  } as const;
  const first = await scheduling.book(desk, asked);
  const other = { ...desk, id: "00000000-0000-4000-8000-0000000000aa" };
  const somebodyElse = (await chart.create(desk, "Patient", aPatient())).value.id;
  const theirs = await scheduling.book(other, { ...asked, patientId: somebodyElse });
  expect([first.created, theirs.created]).toEqual([true, true]);
  expect((await scheduling.book(desk, asked)).appointment.id).toBe(first.appointment.id);
  const third = (await chart.create(desk, "Patient", aPatient())).value.id;
  await expect(scheduling.book(desk, { ...asked, patientId: third })).rejects.toMatchObject({
    code: "scheduling/unsuitable",
    path: "requestId",
  });
});
