import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { aClient, aReceptionist, anAdministrator, inside } from "../test/people/index.ts";
import { aComposedHouse } from "../test/support/composed-house.ts";
import { leadingZeroBits, publicPages } from "./care/reception/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import type { ResourceId } from "./foundation/kernel/index.ts";
import { wirePublic } from "./wire-public.ts";

// A Saturday.
let time = Date.UTC(2026, 2, 7, 9);
const now = () => time;
const { house } = await aComposedHouse(now);
const { chart, identity, keyring } = house;
const reception = wirePublic({
  ...house,
  settings: identity.settings,
  scheduling: house.clinic.scheduling(chart),
  timeZone: async () => "UTC",
  now,
  workBits: 4,
});
const operator = { kind: "system", id: "test", name: "test" } as const;
const hour = 3_600_000;

let organisations = 0;
/** Its one kind of appointment is offered at its one branch. */
async function anOpenClinic() {
  organisations += 1;
  const names = { name: `Clinic ${organisations}`, shortName: `clinic-${organisations}`, demonstration: false };
  const tenant = await keyring.createTenant(names);
  identity.organisations.forgetRemembered();
  const office = anAdministrator(tenant);
  const make = async (type: "HealthcareService" | "Location", body: object) =>
    (await chart.create(office, type, { resourceType: type, ...body } as FhirResource)).value.id;
  const branch = await make("Location", { name: "Lake Road" });
  const kind = await make("HealthcareService", { active: true, name: "Physiotherapy" });
  await identity.settings.change(operator, tenant, publicPages, (before) => ({
    value: { ...before, enquiryBranchIds: [branch], offers: [{ kindId: kind, branchId: branch }] },
    detail: "on",
  }));
  return { tenant, branch, kind, desk: aReceptionist(tenant) };
}

test("a kept time is given back when it is over, and shown until then, however many others are kept", async () => {
  const { tenant, branch, desk } = await anOpenClinic();
  const page = aClient(tenant, "system/Appointment.c");
  const aHold = (untilHours: number, startHours: number) =>
    ({
      resourceType: "Appointment",
      extension: [{ url: "urn:wardbook:held-until", valueInstant: new Date(time + untilHours * hour).toISOString() }],
      status: "pending",
      appointmentType: { coding: [{ system: "urn:wardbook:appointment-type", code: "held-for-public" }] },
      start: new Date(time + startHours * hour).toISOString(),
      end: new Date(time + (startHours + 1) * hour).toISOString(),
      participant: [{ actor: { reference: `Location/${branch}` }, status: "accepted" }],
    }) as unknown as FhirResource;
  const keep = async (resource: FhirResource) => (await chart.create(page, "Appointment", resource)).value.id;
  const first = await keep(aHold(1, 100));
  // As many as sixty a day are, each kept for a week.
  for (let day = 0; day < 4; day += 1)
    await chart.transact(
      page,
      Array.from({ length: 60 }, (_, index) => ({
        kind: "create",
        type: "Appointment",
        resource: aHold(160, 200 + day * 24 + index / 3),
      })),
    );
  const last = await keep(aHold(1, 100));
  expect((await reception.holds(desk)).holds).toHaveLength(242);
  time += 2 * hour;
  await reception.sweep(tenant);
  time -= 2 * hour;
  const stateOf = async (id: ResourceId) =>
    inside((await chart.read(desk, { type: "Appointment", id })).value)["status"];
  expect([await stateOf(first), await stateOf(last)]).toEqual(["cancelled", "cancelled"]);
  expect((await reception.holds(desk)).holds).toHaveLength(240);
});

test("one site makes the clinic look for times so often, and leaves the others theirs; what is remembered costs nobody anything", async () => {
  const { tenant, branch, kind } = await anOpenClinic();
  const began = time;
  const ask = async (site: string) => reception.times(tenant, { kind, branch, from: "2026-03-09" }, { site });
  for (let look = 0; look < 40; look += 1) {
    await ask("2001:db8:7::/48");
    await ask("2001:db8:7::/48");
    time += 46_000;
  }
  await expect(ask("2001:db8:7::/48")).rejects.toMatchObject({ code: "public/too-many" });
  expect(await ask("2001:db8:8::/48")).toEqual([]);
  expect(await ask("2001:db8:7::/48")).toEqual([]);
  time = began;
});

test("whoever has hundreds of networks fills neither the inbox nor the calendar with them", async () => {
  const { tenant, branch, kind, desk } = await anOpenClinic();
  await (async () => {
    const office = anAdministrator(tenant);
    const create = async (type: "Practitioner" | "PractitionerRole", body: object) =>
      (await chart.create(office, type, { resourceType: type, ...body } as FhirResource)).value.id;
    const practitioner = await create("Practitioner", { name: [{ text: "Asha Rao" }] });
    await create("PractitionerRole", {
      practitioner: { reference: `Practitioner/${practitioner}` },
      location: [{ reference: `Location/${branch}` }],
      availableTime: [{ daysOfWeek: ["mon"], availableStartTime: "00:00:00", availableEndTime: "23:59:00" }],
    });
  })();
  const aProof = async () => {
    const { challenge, bits } = await reception.challenge(tenant, "booking");
    for (let answer = 0; ; answer += 1)
      if (leadingZeroBits(createHash("sha256").update(`${challenge}.${answer}`).digest()) >= bits)
        return { challenge, answer: String(answer) };
  };
  const book = async (index: number) =>
    reception
      .book(
        tenant,
        {
          name: "Nora Halloran",
          birthDate: "1948-02-29",
          telephone: `0861230${String(index).padStart(3, "0")}`,
          requestId: randomUuid(),
          proof: await aProof(),
          about: "",
          kindId: kind,
          branchId: branch,
          start: new Date(Date.UTC(2026, 2, 9) + index * (hour / 2)).toISOString(),
        },
        { from: "", network: `2001:db8:7:${index}00::/56`, site: "2001:db8:7::/48", requestId: "" },
      )
      .then(
        () => "received",
        (error: { readonly code: string }) => error.code,
      );
  const answers: string[] = [];
  for (let index = 0; index < 42; index += 1) answers.push(await book(index));
  expect(answers).toEqual([...Array.from({ length: 40 }, () => "received"), "public/too-many", "public/too-many"]);
  expect((await reception.holds(desk)).holds).toHaveLength(12);
});
