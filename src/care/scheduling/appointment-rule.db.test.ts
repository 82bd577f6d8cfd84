import { expect, test } from "vitest";
import {
  type House,
  type Process,
  aClient,
  aHouse,
  aReceptionist,
  anAdministrator,
  anOrganisation,
  aPatient,
  inside,
} from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { wireClinic } from "../../wire-clinic.ts";
import { extensionUrl } from "./vocabulary.ts";
import { dropPastPlaces } from "./index.ts";

const house = await aHouse();
const clinicOf = (process: Process | House) =>
  wireClinic({
    ...process,
    now: house.now,
    timeZone: () => Promise.resolve("Europe/London"),
    onFailure: (error) => {
      throw error;
    },
  });
const clinic = clinicOf(house);
const chart = house.chartWith({ rules: clinic.rules });

async function aClinic() {
  const tenant = await anOrganisation(house);
  const office = anAdministrator(tenant);
  const desk = aReceptionist(tenant);
  const make = async (type: "HealthcareService" | "Location" | "Practitioner" | "PractitionerRole", body: object) =>
    `${type}/${(await chart.create(office, type, { resourceType: type, ...body } as FhirResource)).value.id}`;
  const aKind = (capacity: number) =>
    make("HealthcareService", {
      active: true,
      name: `for ${capacity}`,
      extension: [{ url: extensionUrl.capacity, valuePositiveInt: capacity }],
    });
  const patient = async () => `Patient/${(await chart.create(desk, "Patient", aPatient())).value.id}`;
  const therapist = await make("Practitioner", { name: [{ text: "Asha Rao" }] });
  const branch = await make("Location", { name: "Lake Road" });
  const room = await make("Location", { name: "Gym", partOf: { reference: branch } });
  return { tenant, desk, make, aKind, patient, therapist, branch, room };
}

/** @param at "2026-03-07T10:00" */
function booked(actors: readonly string[], at: string, minutes = 90, status = "booked"): FhirResource {
  const start = new Date(`${at}:00Z`);
  return {
    resourceType: "Appointment",
    status,
    start: start.toISOString(),
    end: new Date(start.getTime() + minutes * 60_000).toISOString(),
    participant: actors.map((reference) => ({ actor: { reference }, status: "accepted" })),
  };
}

const taken = { code: "chart/taken", path: "Appointment.start" };
const seats = async (tenant: TenantId) =>
  (
    await house.sql<{ n: number }>("select count(*)::int as n from wardbook.calendar_seat where tenant = $1", [tenant])
  )[0]?.n;

test("of fifty who book one hour with ten places at once, over two processes, ten have it", async () => {
  const { tenant, desk, aKind, patient, therapist, branch, room } = await aClinic();
  const kind = await aKind(10);
  const other = house.anotherProcess();
  const charts = [chart, other.chartWith({ rules: clinicOf(other).rules })];
  const who = await Promise.all(Array.from({ length: 5 }, patient));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      // Some begin a little earlier: whoever sits in a part of the hour sits in the hour.
      (charts[index % 2] ?? chart).create(
        desk,
        "Appointment",
        booked(
          [who[index % 5] ?? "", kind, therapist, branch, room],
          index % 3 === 0 ? "2026-03-09T09:55" : "2026-03-09T10:00",
        ),
      ),
    ),
  );
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  expect(outcomes.length - refused.length).toBe(10);
  for (const reason of refused) expect(reason).toMatchObject(taken);
  const [most] = await house.sql<{ most: number }>(
    "select max(n)::int as most from (select count(*) as n from wardbook.calendar_seat where tenant = $1 group by cell) c",
    [tenant],
  );
  expect(most?.most).toBe(10);
  const { value } = await chart.search(desk, "Appointment", [["_count", "50"]]);
  expect(value.matches).toHaveLength(10);
});

test("a therapist, a room and a device are each had once, by whatever name and way; who declined takes no place", async () => {
  const { tenant, desk, make, aKind, patient, therapist, branch, room } = await aClinic();
  const [one, group] = [await aKind(1), await aKind(10)];
  const who = await patient();
  const book = (actors: readonly string[], at = "2026-03-09T10:00") =>
    chart.create(desk, "Appointment", booked([who, ...actors], at, 30));
  await book([one, therapist, room, branch, "Device/11111111-2222-4333-8444-555555555555"]);
  const role = await make("PractitionerRole", { practitioner: { reference: therapist } });
  for (const actors of [[therapist], [room], [role], [group, therapist], [`${therapist}/_history/1`]])
    await expect(book(actors), actors.join()).rejects.toMatchObject(taken);
  await expect(book(["Device/11111111-2222-4333-8444-555555555555"])).rejects.toMatchObject(taken);
  const client = aClient(tenant, "system/Appointment.cruds");
  const again = booked([who, one, therapist], "2026-03-09T10:29", 5);
  const entry = { kind: "create", type: "Appointment", resource: again } as const;
  await expect(chart.transact(client, [entry])).rejects.toMatchObject(taken);
  const where = { type: "Appointment", resource: again, where: [["identifier", "urn:none|1"]] } as const;
  await expect(chart.updateWhere(client, where)).rejects.toMatchObject(taken);
  await book([branch]);
  await book([therapist], "2026-03-09T10:30");
  const declined = booked([who, therapist], "2026-03-09T10:00", 30);
  const participant = [
    { actor: { reference: who }, status: "accepted" },
    { actor: { reference: therapist }, status: "declined" },
  ];
  await chart.create(desk, "Appointment", { ...declined, participant });
  // Ten of one kind and one of another of the same size: a therapist leads one kind of session at a time.
  await book([group, therapist], "2026-03-09T12:00");
  await expect(book([await aKind(10), therapist], "2026-03-09T12:00")).rejects.toMatchObject(taken);
  await expect(book([therapist, one, group], "2026-03-09T14:00")).rejects.toMatchObject({ code: "chart/against-rule" });
});

test("cancelling, moving and deleting give the place back, and undoing asks for it again", async () => {
  const { tenant, desk, patient, therapist } = await aClinic();
  const who = await patient();
  const book = (at: string) => chart.create(desk, "Appointment", booked([who, therapist], at, 30));
  const { value: first } = await book("2026-03-07T09:00");
  const target = { type: "Appointment", id: first.id } as const;
  const change = (change: object) =>
    chart
      .read(desk, target)
      .then(({ value }) => chart.update(desk, target, { ...inside(value), ...change } as FhirResource));
  await expect(change({ status: "cancelled" })).rejects.toMatchObject({ path: "Appointment.cancelationReason" });
  await change({ status: "cancelled", cancelationReason: { text: "unwell" } });
  const { value: second } = await book("2026-03-07T09:00");
  await expect(change({ status: "booked" })).rejects.toMatchObject(taken);
  await chart.update(
    desk,
    { type: "Appointment", id: second.id },
    { ...booked([who, therapist], "2026-03-07T11:00", 30), id: second.id },
  );
  await change({ status: "booked" });
  await expect(book("2026-03-07T11:15")).rejects.toMatchObject(taken);
  await chart.delete(desk, { type: "Appointment", id: second.id });
  await book("2026-03-07T11:15");
  expect(await seats(tenant)).toBe(6 + 6);

  await expect(change({ status: "fulfilled" })).rejects.toMatchObject({
    code: "chart/against-rule",
    path: "Appointment.status",
  });
  await expect(change({ end: first.id })).rejects.toMatchObject({ code: "chart/invalid-resource" });
  await expect(change({ end: "2026-03-07T09:00:00Z" })).rejects.toMatchObject({ path: "Appointment.end" });
  house.wait(60_000);
  // Its times are the server's to give.
  const lie = [{ url: extensionUrl.arrivedAt, valueInstant: "2020-01-01T00:00:00Z" }];
  const { value: arrived } = await change({ status: "arrived", extension: lie });
  expect(inside(arrived)["extension"]).toEqual([
    { url: extensionUrl.arrivedAt, valueInstant: new Date(house.now()).toISOString() },
  ]);
  await change({ status: "booked" });
  expect(inside((await chart.read(desk, target)).value)["extension"]).toBeUndefined();
  await change({ status: "noshow" });
  await book("2026-03-07T09:00");
  await expect(change({ status: "arrived" })).rejects.toMatchObject(taken);
  const { value: tomorrow } = await book("2026-03-09T09:00");
  for (const status of ["noshow", "arrived"])
    await expect(
      chart.update(desk, { type: "Appointment", id: tomorrow.id }, { ...inside(tomorrow), status }),
    ).rejects.toMatchObject({ code: "chart/against-rule", path: "Appointment.status" });
});

test("a bundle has all of its places or none, and one that waits for another is tried anew", async () => {
  const { tenant, desk, patient, therapist } = await aClinic();
  const who = await patient();
  const entries = (times: readonly string[]) =>
    times.map((at) => ({ kind: "create", type: "Appointment", resource: booked([who, therapist], at, 30) }) as const);
  await chart.transact(desk, entries(["2026-03-09T09:00", "2026-03-10T09:00"]));
  await expect(chart.transact(desk, entries(["2026-03-11T09:00", "2026-03-10T09:15"]))).rejects.toMatchObject(taken);
  await expect(chart.transact(desk, entries(["2026-03-12T09:00", "2026-03-12T09:00"]))).rejects.toMatchObject(taken);
  expect(await seats(tenant)).toBe(12);
  // Each holds what the other wants next.
  const days = ["2026-03-16T09:00", "2026-03-17T09:00", "2026-03-18T09:00", "2026-03-19T09:00"];
  const both = await Promise.allSettled([
    ...Array.from({ length: 4 }, () => chart.transact(desk, entries(days))),
    ...Array.from({ length: 4 }, () => chart.transact(desk, entries(days.toReversed()))),
  ]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of both) if (one.status === "rejected") expect(one.reason).toMatchObject(taken);
});

test("history that collides is kept, can be worked with, and takes what room there is", async () => {
  const { tenant, desk, patient, therapist } = await aClinic();
  const who = await patient();
  await chart.create(desk, "Appointment", booked([who, therapist], "2026-03-07T10:00", 30));
  const id = "6f1f3c1e-1111-4222-8333-444455556666" as ResourceId;
  const importer = { ...aClient(tenant, "system/*.cruds"), permissions: new Set(["import"] as const) };
  const history = [
    { resource: { ...booked([who, therapist], "2026-03-07T10:15", 30), id } },
    {
      resource: {
        ...booked([who, therapist], "2026-03-07T08:00", 30, "entered-in-error"),
        id: "7f1f3c1e-1111-4222-8333-444455556666",
      },
    },
    { resource: { ...booked([who], "2026-03-07T08:00"), end: undefined, id: "8f1f3c1e-1111-4222-8333-444455556666" } },
  ].map(({ resource }) => ({ resource: JSON.parse(JSON.stringify(resource)) as FhirResource }));
  expect(await chart.importTogether(importer, history)).toMatchObject({ created: 3, refused: [] });
  await expect(
    chart.create(desk, "Appointment", booked([who, therapist], "2026-03-07T10:35", 10)),
  ).rejects.toMatchObject(taken);
  const { value } = await chart.read(desk, { type: "Appointment", id });
  await chart.update(desk, { type: "Appointment", id }, { ...inside(value), status: "arrived" });
});

test("places are built anew from the appointments, whatever was put in their stead, and go when their days are over", async () => {
  const { tenant, desk, aKind, patient, therapist, branch, room } = await aClinic();
  const kind = await aKind(2);
  const who = await patient();
  const book = (at: string) => chart.create(desk, "Appointment", booked([who, kind, therapist, branch, room], at, 30));
  await book("2026-03-09T10:00");
  await book("2026-03-09T10:00");
  const { value: gone } = await book("2026-03-09T11:00");
  await chart.delete(desk, { type: "Appointment", id: gone.id });
  const rows = () =>
    house.sql("select cell, seat, kind, capacity from wardbook.calendar_seat where tenant = $1 order by cell, seat", [
      tenant,
    ]);
  const before = await rows();
  expect(before).toHaveLength(24);
  // The database itself has no third seat, and no second kind in a cell.
  for (const change of ["seat = 2", "kind = cell", "capacity = 3"])
    await expect(
      house.sql(`update wardbook.calendar_seat set ${change} where tenant = $1 and seat = 1`, [tenant]),
      change,
    ).rejects.toThrow(/violates (?:check|foreign key) constraint/);
  await house.sql("delete from wardbook.calendar_cell where tenant = $1", [tenant]);
  await clinic.rebuild(tenant);
  expect(await rows()).toEqual(before);
  // One of nobody's, as a forger or a fault would leave it.
  await house.sql("update wardbook.calendar_seat set appointment = $2 where tenant = $1 and seat = 1", [
    tenant,
    "6f1f3c1e-1111-4222-8333-444455557777",
  ]);
  await clinic.rebuild(tenant);
  await expect(book("2026-03-09T10:00")).rejects.toMatchObject(taken);
  expect(await rows()).toEqual(before);
  const past = new Date(Date.UTC(2026, 2, 11));
  expect(await dropPastPlaces({ db: house.db, now: () => past.getTime() }, tenant)).toBe(12);
  expect(await rows()).toEqual([]);
});
