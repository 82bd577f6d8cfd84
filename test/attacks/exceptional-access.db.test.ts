import { expect, test } from "vitest";
import { type Member, aGovernance } from "../../src/care/governance/testing/a-governance.ts";
import type { Caller, Purpose } from "../../src/custody/access/index.ts";
import { type ResourceId, parseResourceId } from "../../src/foundation/kernel/index.ts";
import { type Process, aPatient, anObservation, inside } from "../people/index.ts";
import { exceptionalServer } from "./exceptional-server.ts";

const it = await aGovernance();
const { house } = it;
const hour = 3_600_000;

function aServer(process: Process) {
  const { policy, chart, governance } = exceptionalServer(it, process);
  /** The member at this moment, as each request makes them. */
  async function now(
    member: Member,
    more: { purpose?: Purpose; facilities?: readonly string[] } = {},
  ): Promise<Caller> {
    const { tenant, id, role } = member;
    return { ...member, ...(await policy.facts({ tenant, kind: "person", id, role, ...more })) };
  }
  return { chart, governance, now };
}

const here = aServer(house);
const there = aServer(house.anotherProcess());
const reason = { kind: "emergency-treatment", words: "Found unconscious in the waiting room." } as const;

async function aHospital() {
  const tenant = await it.anOrganisation();
  const writer = it.member(tenant, "clinician", "Dr Ada Okafor");
  const admit = async (words: Parameters<typeof aPatient>[0] = {}) => {
    const { value } = await here.chart.create(await here.now(writer), "Patient", aPatient(words));
    await here.chart.create(await here.now(writer), "Observation", anObservation(value.id));
    return value.id;
  };
  return {
    tenant,
    writer,
    therapist: it.member(tenant, "therapist", "Thea Lund"),
    nurse: it.member(tenant, "nurse", "Nia Bell"),
    clinician: it.member(tenant, "clinician", "Dr Lee Marsh"),
    patient: await admit({ given: "Nora" }),
    other: await admit({ given: "Otto" }),
    admit,
  };
}

type Server = typeof here;

async function sees(server: Server, caller: Caller, patient: ResourceId): Promise<boolean> {
  return server.chart.read(caller, { type: "Patient", id: patient }).then(
    () => true,
    () => false,
  );
}

async function observationsOf(server: Server, caller: Caller, patient: ResourceId): Promise<number> {
  const { value } = await server.chart.search(caller, "Observation", [["patient", patient]]);
  return value.matches.length;
}

const breakGlass = async (server: Server, member: Member, patient: ResourceId) =>
  (await server.governance.breakGlass.ask(await server.now(member), { patient: { by: "id", id: patient }, reason }))
    .grant;

test("a therapist without a relation sees a record while the glass is broken, and no other record", async () => {
  const { therapist, patient, other } = await aHospital();
  expect(await sees(here, await here.now(therapist), patient)).toBe(false);
  await breakGlass(here, therapist, patient);
  const caller = await here.now(therapist);
  expect([await sees(here, caller, patient), await sees(here, caller, other)]).toEqual([true, false]);
  expect([await observationsOf(here, caller, patient), await observationsOf(here, caller, other)]).toEqual([1, 0]);
  const { value } = await here.chart.search(caller, "Patient", []);
  expect(value.matches.map(({ id }) => id)).toEqual([patient]);
});

test("what is read under it says so in the patient's own ledger", async () => {
  const { tenant, therapist, patient } = await aHospital();
  await breakGlass(here, therapist, patient);
  await here.chart.read(await here.now(therapist), { type: "Patient", id: patient });
  const found = await house.reader.aboutPatient(tenant, patient, { limit: 5 });
  const read = found.find(({ entry }) => entry.action === "read" && entry.actor.id === therapist.id)?.entry;
  expect(read?.why).toBe("as therapist of this organisation; in an emergency (emergency treatment), under review");
  expect(read?.purpose).toBe("ETREAT");
});

test("a colleague with the same role sees nothing of it, and the grant moves with no session or role", async () => {
  const { tenant, therapist, patient } = await aHospital();
  const colleague = it.member(tenant, "therapist", "Tim Roos");
  await breakGlass(here, therapist, patient);
  expect(await sees(here, await here.now(colleague), patient)).toBe(false);
});

test("it is over at its end to the millisecond, for a caller made before the end too", async () => {
  const { therapist, patient } = await aHospital();
  await breakGlass(here, therapist, patient);
  house.wait(2 * hour - 1);
  const caller = await here.now(therapist);
  expect(await sees(here, caller, patient)).toBe(true);
  house.wait(1);
  expect(await sees(here, caller, patient)).toBe(false);
  expect(await sees(here, await here.now(therapist), patient)).toBe(false);
});

test("another process opens and closes with it in less than a second", async () => {
  const { therapist, patient } = await aHospital();
  expect(await sees(there, await there.now(therapist), patient)).toBe(false);
  const { id } = await breakGlass(here, therapist, patient);
  house.wait(950);
  expect(await sees(there, await there.now(therapist), patient)).toBe(true);
  await here.governance.breakGlass.end(await here.now(therapist), id);
  expect(await sees(here, await here.now(therapist), patient)).toBe(false);
  house.wait(950);
  expect(await sees(there, await there.now(therapist), patient)).toBe(false);
});

test("it opens what a consent denies, and denies it again afterwards", async () => {
  const { writer, clinician, patient } = await aHospital();
  await here.chart.create(await here.now(writer), "Consent", {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
    patient: { reference: `Patient/${patient}` },
    dateTime: new Date(house.now()).toISOString(),
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTOUT" }] },
    provision: { type: "deny" },
  });
  expect(await sees(here, await here.now(clinician), patient)).toBe(false);
  const { id } = await breakGlass(here, clinician, patient);
  expect(await sees(here, await here.now(clinician), patient)).toBe(true);
  await here.governance.breakGlass.end(await here.now(clinician), id);
  expect(await sees(here, await here.now(clinician), patient)).toBe(false);
});

test("a nurse who is held to a site reaches one patient of another site, and one of no site", async () => {
  const { nurse, patient } = await aHospital();
  const site = { facilities: [parseResourceId("6d5a3f0e-1111-4a0b-8c3d-000000000001")] };
  expect(await sees(here, await here.now(nurse, site), patient)).toBe(false);
  await breakGlass(here, nurse, patient);
  const caller = await here.now(nurse, site);
  expect(await sees(here, caller, patient)).toBe(true);
  expect(await observationsOf(here, caller, patient)).toBe(1);
});

test("a broken glass lets nobody do what their role never does", async () => {
  const { therapist, patient } = await aHospital();
  await breakGlass(here, therapist, patient);
  const caller = await here.now(therapist);
  await expect(here.chart.delete(caller, { type: "Patient", id: patient })).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
});

test("a vendor reads what was approved, in its time, and nothing else before, after or beside it", async () => {
  const { tenant, patient } = await aHospital();
  const vendor = it.member(tenant, "vendor", "Vic Moran");
  const asker = it.member(tenant, "administrator", "Mei Lindqvist");
  const approver = it.member(tenant, "administrator", "Ana Roth");
  const can = async (server: Server) =>
    observationsOf(server, await server.now(vendor), patient).catch(() => "refused" as const);
  expect(await can(here)).toBe("refused");
  const { id } = await here.governance.vendorAccess.request(asker, {
    person: vendor.id,
    ticket: "SUP-1",
    purpose: "Find out why results arrive twice.",
    scopes: ["user/Observation.rs?category=vital-signs"],
    from: house.now(),
    until: house.now() + 4 * hour,
  });
  expect(await can(here)).toBe("refused");
  await here.governance.vendorAccess.decide(approver, { id, decision: "approve" });
  expect(await can(here)).toBe(1);
  house.wait(950);
  expect(await can(there)).toBe(1);
  expect(await sees(here, await here.now(vendor), patient)).toBe(false);
  await expect(here.chart.create(await here.now(vendor), "Observation", anObservation(patient))).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
  house.wait(4 * hour);
  expect([await can(here), await can(there)]).toEqual(["refused", "refused"]);
});

test("the record that is read is the record", async () => {
  const { therapist, patient } = await aHospital();
  await breakGlass(here, therapist, patient);
  const { value } = await here.chart.read(await here.now(therapist), { type: "Patient", id: patient });
  expect(inside(value)["birthDate"]).toBe("1948-02-29");
});
