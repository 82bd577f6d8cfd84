import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  type House,
  aClinician,
  aHouse,
  aReceptionist,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../test/people/index.ts";
import { type FhirResource, type JsonObject, parseResourceText, typeNumber } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { Chart } from "../chart/index.ts";
import { claimingTypes } from "./claims/claims-of.ts";
import { defaultSettings } from "./settings.ts";
import { sensitivityLabelsOf } from "./labels/labelled.ts";
import { aServer } from "./testing/a-server.ts";

const house: House = await aHouse();
const here = aServer(house, house);
const there = aServer(house, house.anotherProcess());
const second = 1_000;

const practitioner = () => `Practitioner/${randomUUID()}`;
const reference = (text: string) => ({ reference: text });
const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

async function aClinic() {
  const tenant = await anOrganisation(house);
  const writer = aClinician(tenant);
  const make = async (type: string, resource: JsonObject): Promise<ResourceId> => {
    const whole = { resourceType: type, ...resource } as FhirResource;
    const { value } = await here.chart.create(
      type === "Organization" || type === "Location" || type === "PractitionerRole" ? keeper(tenant) : writer,
      type as "Patient",
      whole,
    );
    return value.id;
  };
  const patient = await make("Patient", aPatient());
  return { tenant, writer, make, patient };
}

function keeper(tenant: TenantId): Caller {
  return {
    tenant,
    kind: "client",
    id: "directory",
    name: "directory",
    scopes: [{ level: "system", type: "*", permissions: "cruds", criteria: [], text: "system/*.cruds" }],
    permissions: new Set(),
    from: "192.0.2.9",
    requestId: "r",
  };
}

const therapist = (tenant: TenantId): Caller => ({ ...aClinician(tenant, "Tess Therapist"), role: "therapist" });
const sees = (chart: Chart, caller: Caller, id: ResourceId) =>
  chart.read(caller, { type: "Patient", id }).then(
    () => true,
    () => false,
  );

test("the index of changes covers exactly the types that say who may see whom", async () => {
  const rows = await house.sql<{ def: string }>(
    "select pg_get_indexdef('wardbook.record_version_policy'::regclass) as def",
  );
  const listed = [...(rows[0]?.def.matchAll(/\b(\d+)\b(?=[,}'\]])/g) ?? [])].map(([, number]) => Number(number));
  expect(listed.sort((a, b) => a - b)).toEqual(claimingTypes.map(typeNumber).sort((a, b) => a - b));
  const consents = await house.sql<{ def: string }>(
    "select pg_get_indexdef('wardbook.record_version_consent'::regclass) as def",
  );
  expect(consents[0]?.def).toContain(`(type = ${typeNumber("Consent")})`);
});

test("a relation that is written counts at once here, and within a second in another process", async () => {
  const { tenant, writer, make, patient } = await aClinic();
  const who = practitioner();
  const caller = therapist(tenant);
  const basics = { references: [who] };
  expect(await sees(here.chart, await here.as(caller, basics), patient)).toBe(false);
  expect(await sees(there.chart, await there.as(caller, basics), patient)).toBe(false);

  const team = await make("CareTeam", {
    status: "active",
    subject: reference(`Patient/${patient}`),
    participant: [{ member: reference(who) }],
  });
  expect(await sees(here.chart, await here.as(caller, basics), patient)).toBe(true);
  house.wait(899);
  await there.as(caller, basics);
  house.wait(101);
  expect(await sees(there.chart, await there.as(caller, basics), patient)).toBe(true);

  await here.chart.delete(writer, { type: "CareTeam", id: team });
  expect(await sees(here.chart, await here.as(caller, basics), patient)).toBe(false);
  house.wait(second);
  expect(await sees(there.chart, await there.as(caller, basics), patient)).toBe(false);
});

test("the reason that the ledger keeps names the relation", async () => {
  const { tenant, make, patient } = await aClinic();
  const who = practitioner();
  await make("CareTeam", {
    status: "active",
    subject: reference(`Patient/${patient}`),
    participant: [{ member: reference(who), period: { start: "2026-03-03" } }],
  });
  await here.chart.read(await here.as(therapist(tenant), { references: [who] }), { type: "Patient", id: patient });
  await house.ledger.sequence(tenant);
  const found = await house.reader.aboutPatient(tenant, patient, { before: undefined, limit: 1 });
  expect(found[0]?.entry.why).toBe("as therapist of this organisation; on the care team since 2026-03-03");
});

test("a consent that is written is enforced at once here and within a second elsewhere, until it is withdrawn", async () => {
  const { tenant, writer, make, patient } = await aClinic();
  const who = practitioner();
  const doctor = aClinician(tenant, "Dr Nosy");
  const basics = { references: [who] };
  const id = await make("Consent", {
    status: "active",
    scope: concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
    category: [concept("http://loinc.org", "59284-0")],
    patient: reference(`Patient/${patient}`),
    policyRule: concept(actCode, "OPTIN"),
    provision: { provision: [{ type: "deny", actor: [{ role: { text: "recipient" }, reference: reference(who) }] }] },
  });
  expect(await sees(here.chart, await here.as(doctor, basics), patient)).toBe(false);
  expect(await sees(there.chart, await there.as(doctor, basics), patient)).toBe(false);
  expect(await sees(here.chart, await here.as(writer, {}), patient)).toBe(true);

  const { value } = await here.chart.read(writer, { type: "Consent", id });
  const resource = { ...(parseResourceText(value.body.toString()) as FhirResource), status: "inactive" };
  await here.chart.update(writer, { type: "Consent", id }, resource);
  expect(await sees(here.chart, await here.as(doctor, basics), patient)).toBe(true);
  house.wait(second);
  expect(await sees(there.chart, await there.as(doctor, basics), patient)).toBe(true);
});

test("a time zone that is set moves the last days of what is written already, and what is written meanwhile counts", async () => {
  let settings = defaultSettings;
  const server = aServer(house, house.anotherProcess(), { settings: async () => settings });
  const { tenant, make, patient } = await aClinic();
  const nurse = practitioner();
  const today = new Date(house.now()).toISOString().slice(0, 10);
  const team = { status: "active", subject: reference(`Patient/${patient}`), period: { end: today } };
  await make("CareTeam", { ...team, participant: [{ member: reference(nurse) }] });
  const ends = async () => {
    const { standing } = await server.policy.facts({ tenant, kind: "person", id: "p", references: [nurse] });
    return standing.relationsTo(patient).map(({ until }) => until);
  };
  const midnight = Date.parse(`${today}T00:00:00Z`) + 86_400_000;
  expect(await ends()).toEqual([midnight]);
  settings = { ...defaultSettings, timeZone: "Asia/Tokyo" };
  server.policy.forget(tenant);
  expect(await ends()).toEqual([midnight - 9 * 3_600_000]);
  await make("CareTeam", { ...team, participant: [{ member: reference(nurse) }] });
  house.wait(second);
  expect(await ends()).toEqual([midnight - 9 * 3_600_000, midnight - 9 * 3_600_000]);
});

test("a process that starts later knows all of it, whatever the search index says", async () => {
  const { tenant, make, patient } = await aClinic();
  const who = practitioner();
  await make("Consent", {
    status: "active",
    scope: concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
    category: [concept("http://loinc.org", "59284-0")],
    patient: reference(`Patient/${patient}`),
    policyRule: concept(actCode, "OPTIN"),
    provision: { provision: [{ type: "deny", actor: [{ role: { text: "recipient" }, reference: reference(who) }] }] },
  });
  // Somebody who has the database takes the consent out of the index.
  await house.sql("delete from wardbook.record_head where tenant = $1 and type = $2", [tenant, typeNumber("Consent")]);
  // Longer ago than what a process looks back at while it runs.
  house.wait(600 * second);
  const late = aServer(house, house.anotherProcess());
  expect(await sees(late.chart, await late.as(aClinician(tenant), { references: [who] }), patient)).toBe(false);
  expect((await late.policy.sizeOf(tenant)).consents).toBe(1);
});

test("create, update, a transaction and an import all label what they write", async () => {
  const { tenant, writer, patient } = await aClinic();
  const depression = (rest: JsonObject = {}): FhirResource => ({
    resourceType: "Condition",
    code: concept("http://snomed.info/sct", "35489007"),
    subject: reference(`Patient/${patient}`),
    ...rest,
  });
  const labelsOf = (body: Buffer) => [...sensitivityLabelsOf(parseResourceText(body.toString()) as FhirResource)];
  const { value: created } = await here.chart.create(writer, "Condition", depression());
  expect(labelsOf(created.body)).toEqual(["PSY"]);
  const target = { type: "Condition", id: created.id } as const;
  const later = depression({ id: created.id, code: concept("http://snomed.info/sct", "38341003") });
  const { value: updated } = await here.chart.update(writer, target, later);
  expect(labelsOf(updated.body)).toEqual(["PSY"]);

  const { value: outcomes } = await here.chart.transact(writer, [
    { kind: "create", type: "Condition", resource: depression() },
  ]);
  expect(labelsOf(outcomes[0]?.version?.body ?? Buffer.from("{}"))).toEqual(["PSY"]);

  const importer: Caller = { ...keeper(tenant), permissions: new Set(["import"]) };
  const id = randomUUID() as ResourceId;
  const entries = [{ resource: depression({ id }) }];
  expect(await here.chart.importTogether(importer, entries)).toMatchObject({ created: 1, refused: [] });
  const { value: imported } = await here.chart.read(writer, { type: "Condition", id });
  expect(labelsOf(imported.body)).toEqual(["PSY"]);
  // The file doesn't have the label: it is met again all the same.
  expect(await here.chart.importTogether(importer, entries)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });

  // Who isn't cleared for it doesn't find it.
  const uncleared: Caller = { ...(await here.as(aClinician(tenant))), clearances: [] };
  const { value: found } = await here.chart.search(uncleared, "Condition", [["patient", patient]]);
  expect(found.matches).toEqual([]);
  // Whoever has hidden fields there goes by what they see: a label that stayed from a former code would tell them of no code.
  const desk = await here.as({ ...aClinician(tenant), role: "biller" });
  const { value: billed } = await here.chart.search(desk, "Condition", [["patient", patient]]);
  expect(billed.matches.map(({ id: found }) => found)).toEqual([created.id]);
  expect(labelsOf(billed.matches[0]?.body ?? Buffer.from("{}"))).toEqual([]);
});

test("row-level security knows where patients are, as the records say it", async () => {
  const { tenant, writer, make } = await aClinic();
  await here.as(writer);
  const home = await make("Organization", { name: "Home" });
  const room = await make("Location", { managingOrganization: reference(`Organization/${home}`), status: "active" });
  const patient = await make("Patient", { ...aPatient(), managingOrganization: reference(`Organization/${home}`) });
  expect(await here.placesOf(tenant, patient)).toEqual([home]);
  const stay = {
    resourceType: "Encounter",
    status: "in-progress",
    class: { system: actCode, code: "IMP" },
    subject: reference(`Patient/${patient}`),
    location: [{ location: reference(`Location/${room}`) }],
  };
  const encounter = await make("Encounter", stay);
  expect(await here.placesOf(tenant, patient)).toEqual([home, room].sort());
  await here.chart.update(writer, { type: "Encounter", id: encounter }, { ...stay, id: encounter, status: "finished" });
  expect(await here.placesOf(tenant, patient)).toEqual([home]);

  const nurse = { ...aClinician(tenant), role: "nurse" };
  const elsewhere = await make("Patient", aPatient());
  const held = await here.as(nurse, { facilities: [home] });
  expect([await sees(here.chart, held, patient), await sees(here.chart, held, elsewhere)]).toEqual([true, false]);
  // Whom a nurse registers without saying where is known where the nurse works.
  const { value: own } = await here.chart.create(held, "Patient", aPatient());
  expect(await sees(here.chart, await here.as(nurse, { facilities: [home] }), own.id)).toBe(true);
  house.wait(second);
  expect(await sees(there.chart, await there.as(nurse, { facilities: [home] }), own.id)).toBe(true);
});

test("what another program wrote while nobody asked is set right when somebody does", async () => {
  const { tenant, make } = await aClinic();
  const ward = await make("Location", { status: "active" });
  const home = await make("Organization", { name: "Home" });
  const patient = await make("Patient", { ...aPatient(), managingOrganization: reference(`Organization/${home}`) });
  await house.sql("delete from wardbook.patient_facility where tenant = $1", [tenant]);
  await house.sql(
    `insert into wardbook.patient_facility (tenant, key_no, facility)
     select tenant, key_no, $3 from wardbook.data_key where tenant = $1 and subject = $2`,
    [tenant, patient, ward],
  );
  const late = aServer(house, house.anotherProcess());
  await late.as(aClinician(tenant));
  await expect.poll(() => late.placesOf(tenant, patient)).toEqual([home]);
  expect(late.failures).toEqual([]);
});

test("consents that can't be applied are told, with what is done instead", async () => {
  const { tenant, writer, make, patient } = await aClinic();
  const id = await make("Consent", {
    status: "active",
    scope: concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
    category: [concept("http://loinc.org", "59284-0")],
    patient: reference(`Patient/${patient}`),
    policyRule: concept(actCode, "OPTIN"),
    provision: { provision: [{ type: "permit", class: [{ system: "urn:x", code: "y" }] }] },
  });
  await here.as(writer);
  expect(await here.policy.faultyConsents(tenant)).toEqual([
    {
      consent: `Consent/${id}`,
      patient,
      faults: [{ code: "consent/unknown-class", path: "Consent.provision.provision[0].class" }],
    },
  ]);
  // It denies what it speaks of, to everybody.
  expect(await sees(here.chart, await here.as(writer), patient)).toBe(false);
});

test("a front desk sees patients and never a record that is marked", async () => {
  const { tenant, writer, patient } = await aClinic();
  const secret = anObservation(patient, { code: "44261-6" });
  await here.chart.create(writer, "Observation", secret);
  const desk = await here.as(aReceptionist(tenant));
  expect(await sees(here.chart, desk, patient)).toBe(true);
  expect(
    (await here.chart.search(await here.as(writer), "Observation", [["patient", patient]])).value.matches,
  ).toHaveLength(1);
  const assistant = await here.as({ ...aClinician(tenant), role: "pharmacist" });
  const nurse = { ...assistant, clearances: ["HIV"] };
  expect((await here.chart.search(nurse, "Observation", [["patient", patient]])).value.matches).toEqual([]);
});
