import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { accessList, ledgerState, problem, verification } from "../../../../contract/index.ts";
import {
  aClient,
  aClinician,
  aDesk,
  aHouse,
  aReceptionist,
  anAdministrator,
  anAuditor,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import {
  type Caller,
  type ConsentProvision,
  noPermissions,
  parseScopes,
  roles,
} from "../../../custody/access/index.ts";
import {
  type Verification,
  alarmFiles,
  noWitnesses,
  readPublication,
  verifyLedger,
} from "../../../custody/ledger/index.ts";
import { leafHash } from "../../../custody/ledger/merkle/index.ts";
import { decodeBundle } from "../../../custody/ledger/tiles/index.ts";
import { parseProofBundle, parseVerifierKey, verifyProofBundle } from "../../../custody/ledger/verify/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { ledgerRoutes } from "./index.ts";

const house = await aHouse();
const { db, keyring, anchor, chart, ledger, reader, now } = house;
const failures: unknown[] = [];
const began: TenantId[] = [];
/** What a check waits for, by organisation. */
const gates = new Map<TenantId, () => Promise<void>>();

async function* verify(tenant: TenantId): AsyncGenerator<Verification> {
  began.push(tenant);
  await gates.get(tenant)?.();
  yield* verifyLedger({ db, keyring, anchor }, tenant);
}

const publicationPorts = {
  directory: `${house.fresh.dataDirectory}/public`,
  policy: noWitnesses,
  alarms: alarmFiles(`${house.fresh.dataDirectory}/alarms`),
  mirror: undefined,
};

const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    ledgerRoutes(instance, {
      authenticate,
      chart,
      ledger,
      reader,
      proveWhoLooked: () => Promise.reject(new Error("nobody asks for it here")),
      publication: (tenant) => readPublication({ ...publicationPorts, db, keyring, anchor, now }, tenant),
      retention: async () => ({ years: 7, holds: [], pruned: 0, last: undefined }),
      witnesses: () => [],
      verify,
      now,
      onFailure: (error) => failures.push(error),
    }),
);

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const { value: observation } = await chart.create(clinician, "Observation", anObservation(patient.id));
  await chart.read(clinician, { type: "Observation", id: observation.id });
  return { tenant, clinician, patientId: patient.id, observationId: observation.id };
}

const get = (caller: Caller, url: string) => app.inject({ url, headers: as(caller) });

async function accessesOf(caller: Caller, patientId: string, query = "") {
  const answer = await get(caller, `/api/patients/${patientId}/accesses${query}`);
  expect(answer.statusCode).toBe(200);
  return accessList.parse(answer.json());
}

test("what a family member does is told as done for the patient, and what somebody does through an app as their own", async () => {
  const { tenant, clinician, patientId } = await aChart();
  const { scopes, reach, purposes } = roles["family-member"];
  const family: Caller = {
    ...aClinician(tenant, "Noor Halloran"),
    role: "family-member",
    scopes,
    reach,
    purposes,
    purpose: "FAMRQT",
    patient: patientId,
    permissions: noPermissions,
  };
  const target = { type: "Patient", id: patientId } as const;
  await chart.read(family, target);
  await chart.withPatient(family, patientId, {
    needs: { interaction: "read", type: "Patient" },
    entry: () => ({ action: "accesses", detail: "saw who looked at this record" }),
    run: async () => undefined,
  });
  await chart.read({ ...clinician, app: { id: "1.app", name: "Trends", scopes: clinician.scopes } }, target);
  const { accesses } = await accessesOf(clinician, patientId);
  const told = accesses.slice(1, 4).map(({ actor, onBehalfOf, why }) => [actor.name, onBehalfOf, /Trends/.test(why)]);
  expect(told).toEqual([
    [clinician.name, undefined, true],
    ["Noor Halloran", `Patient/${patientId}`, false],
    ["Noor Halloran", `Patient/${patientId}`, false],
  ]);
});

test("who looked at a record, newest first, and this look among them", async () => {
  const { clinician, patientId, observationId } = await aChart();
  const { accesses, viewer } = await accessesOf(clinician, patientId);
  expect(accesses.map(({ action }) => action)).toEqual(["accesses", "read", "create", "create"]);
  expect(viewer).toBe(clinician.id);
  expect(accesses[1]).toMatchObject({
    actor: { kind: "person", name: clinician.name, role: "clinician" },
    why: "as clinician of this organisation",
    resources: [`Observation/${observationId}/1`],
    count: 1,
    from: "192.0.2.7",
    at: new Date(now()).toISOString(),
  });
});

test("an auditor sees who looked, knowing the patient's id alone, and is seen", async () => {
  const { tenant, clinician, patientId } = await aChart();
  const auditor = anAuditor(tenant);
  const seen = await accessesOf(auditor, patientId);
  expect(seen.accesses.map(({ action, actor }) => [action, actor.name])).toEqual([
    ["accesses", auditor.name],
    ["read", clinician.name],
    ["create", clinician.name],
    ["create", clinician.name],
  ]);
  expect(seen.accesses[0]?.why).toBe("as auditor of this organisation");
  expect((await accessesOf(auditor, randomUUID())).accesses).toEqual([]);
});

/** Sees no mental health, and no procedures. */
function aNarrowClinician(tenant: TenantId, known: Parameters<typeof aStanding>[0] = {}): Caller {
  const scopes = parseScopes("user/Patient.rs user/Observation.rs user/Appointment.rs");
  return { ...aClinician(tenant, "Lena Brandt"), scopes, clearances: [], standing: aStanding(known) };
}

const psychiatric = { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "PSY" }] };

test("what somebody doesn't see of a record isn't in what they see of its ledger", async () => {
  const { tenant, clinician, patientId, observationId } = await aChart();
  const narrow = aNarrowClinician(tenant);
  const story = async (caller: Caller) =>
    (await accessesOf(caller, patientId)).accesses
      .filter(({ action }) => action !== "accesses")
      .map(({ action, resources, count }) => [action, resources, count]);
  const without = await story(narrow);
  const subject = { reference: `Patient/${patientId}` };
  const procedure = { resourceType: "Procedure", status: "completed", subject } as const;
  const hidden = [
    (await chart.create(clinician, "Observation", { ...anObservation(patientId), meta: psychiatric })).value,
    (await chart.create(clinician, "Procedure", procedure)).value,
    (await chart.create(clinician, "Observation", { ...anObservation(patientId), meta: psychiatric })).value,
  ];
  for (const { type, id } of hidden) await chart.read(clinician, { type, id });
  await chart.delete(clinician, { type: "Observation", id: hidden[2]?.id ?? observationId });
  expect(await story(narrow)).toEqual(without);
  await chart.search(clinician, "Observation", [["patient", patientId]]);
  expect(await story(narrow)).toEqual([["search", [`Observation/${observationId}/1`], 1], ...without]);
  expect((await story(clinician))[0]?.[2]).toBe(2);

  const all = (await accessesOf(clinician, patientId)).accesses.length;
  const auditor: Caller = { ...anAuditor(tenant), clearances: [] };
  const audited = (await accessesOf(auditor, patientId)).accesses;
  expect(audited.length).toBe(all + 1);
  expect(new Set(audited.flatMap(({ resources }) => resources))).toEqual(new Set([`Patient/${patientId}/1`]));
  expect(audited.find(({ action }) => action === "search")?.count).toBe(2);
});

test("what consent hides isn't in it either, and a patient sees all that was done with their record", async () => {
  const { tenant, clinician, patientId, observationId } = await aChart();
  const denied: ConsentProvision = { type: "deny", classes: ["Observation"], exceptions: [] };
  const consentsOf = () => [{ source: "Consent/c", provision: denied }];
  const narrow = { ...aNarrowClinician(tenant, { consentsOf }), clearances: undefined };
  const seen = (await accessesOf(narrow, patientId)).accesses.map(({ action }) => action);
  expect(seen).toEqual(["accesses", "create"]);
  const { scopes, permissions, reach, purposes } = roles.patient;
  const rights = { scopes, permissions, reach, purposes, clearances: [], purpose: "PATRQT", role: "patient" } as const;
  const patient: Caller = { ...clinician, ...rights, id: randomUUID(), patient: patientId, standing: undefined };
  const own = (await accessesOf(patient, patientId)).accesses;
  expect(own.map(({ action }) => action)).toEqual(["accesses", "accesses", "read", "create", "create"]);
  expect(own[2]?.resources).toEqual([`Observation/${observationId}/1`]);
});

test("a page is as long for whoever sees less", async () => {
  const { tenant, clinician, patientId, observationId } = await aChart();
  const { value: hidden } = await chart.create(clinician, "Observation", {
    ...anObservation(patientId),
    meta: psychiatric,
  });
  for (let n = 0; n < 8; n += 1) await chart.read(clinician, { type: "Observation", id: hidden.id });
  const page = await accessesOf(aNarrowClinician(tenant), patientId, "?limit=3");
  expect(page.accesses.map(({ action }) => action)).toEqual(["accesses", "read", "create"]);
  expect(page.accesses[1]?.resources).toEqual([`Observation/${observationId}/1`]);
  const rest = await accessesOf(aNarrowClinician(tenant), patientId, `?limit=3&before=${page.next}`);
  expect([rest.accesses.map(({ action }) => action), rest.next]).toEqual([["create"], undefined]);
});

test("pages go on where the last one ended", async () => {
  const { clinician, patientId, observationId } = await aChart();
  for (let n = 0; n < 6; n += 1) await chart.read(clinician, { type: "Observation", id: observationId });
  const ids: string[] = [];
  let next: string | undefined;
  do {
    const page: { accesses: { entryId: string; action: string }[]; next?: string | undefined } = await accessesOf(
      clinician,
      patientId,
      `?limit=3${next === undefined ? "" : `&before=${next}`}`,
    );
    expect(page.accesses.length).toBeLessThanOrEqual(3);
    ids.push(...page.accesses.filter(({ action }) => action !== "accesses").map(({ entryId }) => entryId));
    next = page.next;
  } while (next !== undefined);
  expect(new Set(ids).size).toBe(9);
  expect(ids).toHaveLength(9);
});

test("who may not see the patient doesn't see who looked", async () => {
  const { tenant, patientId } = await aChart();
  const other = await aChart();
  const refused = await get(other.clinician, `/api/patients/${patientId}/accesses`);
  expect([refused.statusCode, problem.parse(refused.json()).code]).toEqual([404, "chart/not-found"]);
  const unknown = await get(other.clinician, `/api/patients/${randomUUID()}/accesses`);
  expect(unknown.body).toBe(refused.body);
  for (const caller of [aReceptionist(tenant), anAdministrator(tenant), aClient(tenant, "system/*.cruds")]) {
    expect((await get(caller, `/api/patients/${patientId}/accesses`)).statusCode).toBe(403);
  }
  expect((await app.inject({ url: `/api/patients/${patientId}/accesses` })).statusCode).toBe(401);
  expect((await accessesOf(anAuditor(other.tenant), patientId)).accesses).toEqual([]);
});

test("nothing is shown when the look can't be witnessed", async () => {
  const { tenant, clinician, patientId } = await aChart();
  await house.sql("revoke insert on wardbook.ledger_batch from wardbook_app");
  try {
    for (const caller of [clinician, anAuditor(tenant)]) {
      const answer = await get(caller, `/api/patients/${patientId}/accesses`);
      expect(answer.statusCode).toBe(500);
      expect(answer.body).not.toContain(clinician.name);
    }
  } finally {
    await house.sql("grant insert on wardbook.ledger_batch to wardbook_app");
  }
});

test("a proof comes as a file and holds under the ledger's key", async () => {
  const { tenant, clinician, patientId } = await aChart();
  await ledger.sequence(tenant);
  const { accesses } = await accessesOf(clinician, patientId);
  const read = accesses.find(({ action }) => action === "read");
  expect(read?.index).toBe(2);
  const answer = await get(clinician, `/api/ledger/entries/${read?.entryId}/proof`);
  expect(answer.headers["content-disposition"]).toBe(`attachment; filename="who-looked-${read?.entryId}.tlog-proof"`);
  expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
  const state = ledgerState.parse((await get(anAuditor(tenant), "/api/ledger/state")).json());
  const { extra } = parseProofBundle(answer.body);
  const trust = { log: parseVerifierKey(state.verifierKey), witnesses: [], witnessesNeeded: 0 };
  expect(verifyProofBundle(answer.body, leafHash(extra ?? Buffer.alloc(0)), trust).size).toBeGreaterThanOrEqual(3);
});

test("there is no proof of what isn't there or isn't told, of what waits, and of another organisation's entries", async () => {
  const { tenant, clinician, patientId } = await aChart();
  const other = await aChart();
  await ledger.sequence(other.tenant);
  const [theirs] = (await accessesOf(other.clinician, other.patientId)).accesses.slice(-1);
  // Nor of what was done with a record that one doesn't see.
  const { value: hidden } = await chart.create(clinician, "Observation", {
    ...anObservation(patientId),
    meta: psychiatric,
  });
  const [unseen] = (await chart.read(clinician, { type: "Observation", id: hidden.id })).entryIds;
  await ledger.sequence(tenant);
  expect((await get(clinician, `/api/ledger/entries/${unseen}/proof`)).statusCode).toBe(200);
  for (const [entryId, caller] of [
    ["1.0", clinician],
    [theirs?.entryId, clinician],
    [unseen, aNarrowClinician(tenant)],
    [unseen, { ...aNarrowClinician(tenant), reach: "related" }],
  ] as const) {
    const answer = await get(caller, `/api/ledger/entries/${entryId}/proof`);
    expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([404, "ledger/unknown-entry"]);
  }
  expect((await get(clinician, "/api/ledger/entries/nonsense/proof")).statusCode).toBe(400);
  // Written by a process whose sequencing is over, so that it waits for as long as we look.
  const quiet = house.anotherProcess();
  await quiet.ledger.close();
  const waiting = await quiet.chart.read(clinician, { type: "Patient", id: patientId });
  const answer = await get(clinician, `/api/ledger/entries/${waiting.entryIds[0]}/proof`);
  // Another process may have come by meanwhile; then there is a proof.
  if (answer.statusCode !== 200)
    expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([404, "ledger/not-sequenced"]);
});

test("the state tells size, root and checkpoint, to who may verify", async () => {
  const { tenant, clinician } = await aChart();
  await ledger.sequence(tenant);
  for (const caller of [anAuditor(tenant), anAdministrator(tenant)]) {
    const state = ledgerState.parse((await get(caller, "/api/ledger/state")).json());
    expect(state.size).toBe(3);
    expect(state.checkpoint.split("\n").slice(1, 3)).toEqual(["3", state.rootHash]);
    expect(state.entriesPerDay).toHaveLength(30);
    expect(state.entriesPerDay.slice(-2)).toEqual([
      { day: "2026-03-06", entries: 0 },
      { day: "2026-03-07", entries: 3 },
    ]);
  }
  expect((await get(clinician, "/api/ledger/state")).statusCode).toBe(403);
});

test("the state tells alarms, for as long as their file is there", async () => {
  const { tenant } = await aChart();
  const alarm = { code: "ledger/rolled-back", message: "entries are gone", at: now() } as const;
  await publicationPorts.alarms.raise(tenant, alarm);
  const { publication } = ledgerState.parse((await get(anAuditor(tenant), "/api/ledger/state")).json());
  expect(publication.alarms).toEqual([{ ...alarm, at: new Date(now()).toISOString() }]);
  expect(publication.path).toMatch(/^\/log\/[0-9a-f]{16}$/);
});

test("whoever may verify gets the entries as they were hashed, and nobody else does", async () => {
  const { tenant, clinician } = await aChart();
  await ledger.sequence(tenant);
  const path = "/api/ledger/tile/entries/000.p/3";
  const answer = await get(anAuditor(tenant), path);
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/octet-stream"]);
  expect(decodeBundle(answer.rawPayload)).toHaveLength(3);
  expect((await get(clinician, path)).statusCode).toBe(403);
  for (const name of ["000.p/4", "001", "000.p/0", "0", "../0/000"])
    expect((await get(anAuditor(tenant), `/api/ledger/tile/entries/${name}`)).statusCode).toBe(404);
});

test("the state of an empty ledger is a state too", async () => {
  const tenant = await anOrganisation(house);
  expect(ledgerState.parse((await get(anAuditor(tenant), "/api/ledger/state")).json())).toMatchObject({
    size: 0,
    rootHash: "",
    checkpoint: "",
  });
});

async function finished(caller: Caller) {
  await expect
    .poll(async () => (await get(caller, "/api/ledger/verify")).json().state, { timeout: 20_000, interval: 20 })
    .not.toBe("running");
  return verification.parse((await get(caller, "/api/ledger/verify")).json());
}

const start = (caller: Caller) => app.inject({ method: "POST", url: "/api/ledger/verify", headers: as(caller) });

test("a check of a sound ledger says so, and is itself witnessed", async () => {
  const { tenant } = await aChart();
  await ledger.sequence(tenant);
  const auditor = anAuditor(tenant);
  expect(verification.parse((await get(auditor, "/api/ledger/verify")).json())).toEqual({
    state: "idle",
    checked: 0,
    total: 0,
  });
  expect((await start(auditor)).statusCode).toBe(202);
  const result = await finished(auditor);
  expect(result).toMatchObject({ state: "sound", at: new Date(now()).toISOString() });
  expect(result.checked).toBeGreaterThanOrEqual(3);
  expect((await reader.byActor(tenant, auditor.id, { limit: 10 })).map(({ entry }) => entry.action)).toEqual([
    "verify",
  ]);
});

test("a check of a broken ledger names the first entry that is wrong", async () => {
  const { tenant } = await aChart();
  await ledger.sequence(tenant);
  await house.sql(
    "delete from wardbook.ledger_batch where tenant = $1 and batch = (select batch from wardbook.ledger_sequence where tenant = $1 and first_index = 1)",
    [tenant],
  );
  const administrator = anAdministrator(tenant);
  await start(administrator);
  expect(await finished(administrator)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-missing", index: 1 },
  });
});

test("one check runs at a time for each organisation, and others go on", async () => {
  const { tenant } = await aChart();
  const other = await aChart();
  const { promise, resolve: open } = Promise.withResolvers<void>();
  gates.set(tenant, () => promise);
  const auditor = anAuditor(tenant);
  expect((await start(auditor)).json().state).toBe("running");
  expect((await start(auditor)).json().state).toBe("running");
  expect(began.filter((one) => one === tenant)).toHaveLength(1);
  const auditorElsewhere = anAuditor(other.tenant);
  await start(auditorElsewhere);
  expect((await finished(auditorElsewhere)).state).toBe("sound");
  open();
  gates.delete(tenant);
  expect((await finished(auditor)).state).toBe("sound");
  expect((await reader.byActor(tenant, auditor.id, { limit: 10 })).map(({ entry }) => entry.action)).toEqual([
    "verify",
  ]);
  await start(auditor);
  expect((await finished(auditor)).state).toBe("sound");
  expect(began.filter((one) => one === tenant)).toHaveLength(2);
});

test("a check that can't be finished says that it says nothing", async () => {
  const { tenant } = await aChart();
  gates.set(tenant, () => Promise.reject(new Error("the database went away")));
  const auditor = anAuditor(tenant);
  await start(auditor);
  expect(await finished(auditor)).toMatchObject({ state: "idle", finding: { code: "ledger/check-interrupted" } });
  expect(failures).toHaveLength(1);
});

test("who may not verify can't start a check", async () => {
  const { tenant, clinician } = await aChart();
  for (const caller of [clinician, aReceptionist(tenant), aClient(tenant, "system/*.cruds")]) {
    expect((await start(caller)).statusCode).toBe(403);
    expect((await get(caller, "/api/ledger/verify")).statusCode).toBe(403);
  }
  expect(began).not.toContain(tenant);
});
