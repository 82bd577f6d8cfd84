import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  aClient,
  aClinician,
  aDesk,
  aHouse,
  aReceptionist,
  anAuditor,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import { type Caller, noPermissions, parseScopes, roles } from "../../../custody/access/index.ts";
import { type FhirResource, validateResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { fhirRoutes } from "../fhir/fhir-routes.ts";
import { toldActions } from "./acts.ts";
import { openAuditEvents } from "./index.ts";

const house = await aHouse();
const { chart, ledger, reader, now } = house;
const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    fhirRoutes(instance, {
      chart,
      auditEvents: openAuditEvents(house),
      authenticate,
      originOf: () => "https://records.test",
      chargeMore: async () => undefined,
      version: "test",
      startedAt: new Date(now()).toISOString(),
    }),
);

interface Coding {
  readonly system?: string;
  readonly code: string;
}
interface Event {
  readonly resourceType: "AuditEvent";
  readonly id: string;
  readonly meta: { readonly profile?: readonly string[] };
  readonly subtype: readonly Coding[];
  readonly action: string;
  readonly outcome: string;
  readonly agent: readonly {
    readonly type?: { readonly coding: readonly Coding[] };
    readonly who?: { readonly identifier?: { readonly value: string }; readonly display?: string };
    readonly requestor: boolean;
    readonly network?: { readonly address: string };
    readonly purposeOfUse?: readonly { readonly coding: readonly Coding[] }[];
  }[];
  readonly entity?: readonly {
    readonly what?: { readonly reference?: string };
    readonly type: Coding;
    readonly role?: Coding;
    readonly query?: string;
  }[];
}
interface Bundle {
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: Event; readonly search: { readonly mode: string } }[];
}

const get = (caller: Caller, url: string) => app.inject({ url: `/fhir/${url}`, headers: as(caller) });

async function asked(caller: Caller, query: string): Promise<Bundle> {
  const answer = await get(caller, `AuditEvent?${query}`);
  expect([answer.statusCode, answer.statusCode === 200 ? "" : answer.body]).toEqual([200, ""]);
  return answer.json<Bundle>();
}

async function events(caller: Caller, query: string): Promise<readonly Event[]> {
  return ((await asked(caller, query)).entry ?? []).map(({ resource }) => resource);
}

async function refused(
  caller: Caller,
  url: string,
  options: { method?: "POST" | "PUT" | "DELETE"; body?: unknown } = {},
) {
  const { method = "GET", body } = options;
  const answer = await app.inject({
    method,
    url: `/fhir/${url}`,
    headers: { ...as(caller), ...(body === undefined ? {} : { "content-type": "application/fhir+json" }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const outcome = answer.json<{ issue: { code: string; details: { coding: { code: string }[] } }[] }>();
  return [answer.statusCode, outcome.issue[0]?.code, outcome.issue[0]?.details.coding[0]?.code];
}

async function aRecord(tenant: TenantId, name?: string) {
  const clinician = aClinician(tenant, name);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const { value: weight } = await chart.create(clinician, "Observation", anObservation(patient.id));
  return { clinician, patientId: patient.id, weightId: weight.id };
}

const subtypes = (found: readonly Event[]) => found.map(({ subtype }) => subtype.at(-1)?.code);

/** Somebody in whose care one patient is. */
function treating(tenant: TenantId, patient: ResourceId): Caller {
  const relationsTo = (one: ResourceId) => (one === patient ? [{ kind: "care-team" as const }] : []);
  return { ...aClinician(tenant, "Dr Ruth Vane"), reach: "related", standing: aStanding({ relationsTo }) };
}

/** The patient, through an app that may read who looked and nothing else. */
function throughApp(tenant: TenantId, patient: ResourceId, scope = "patient/AuditEvent.rs"): Caller {
  const relationsTo = (one: ResourceId) => (one === patient ? [{ kind: "self" as const }] : []);
  const { scopes, reach, purposes } = roles.patient;
  return {
    ...aClinician(tenant, "Nora Halloran"),
    role: "patient",
    scopes,
    reach,
    purposes,
    purpose: "PATRQT",
    permissions: noPermissions,
    patient,
    standing: aStanding({ relationsTo, relatedPatients: () => [patient] }),
    app: { id: "1.app", name: "My record", scopes: parseScopes(scope) },
  };
}

/** The patterns as IHE's profiles slice them: whose type each agent has, and how many entities of which. */
const patterns = {
  Read: { ends: ["110152", "110153"], user: "IRCP", action: "R" },
  Query: { ends: ["110153", "110152"], user: "IRCP", action: "E" },
  Create: { ends: ["110153", "110152"], user: "AUT", action: "C" },
  Update: { ends: ["110153", "110152"], user: "AUT", action: "U" },
  Delete: { ends: ["110150", "custodian"], user: "AUT", action: "D" },
} as const;

function expectShape({ meta, action, outcome, agent, entity = [] }: Event): void {
  const [, ofPatient, name] = /IHE\.BasicAudit\.(Patient)?(\w+)$/.exec(meta.profile?.[0] ?? "") ?? [];
  const { ends, user, action: letter } = patterns[name as keyof typeof patterns];
  expect([action, outcome]).toEqual([letter, "0"]);
  const typed = (code: string) => agent.filter(({ type }) => type?.coding[0]?.code === code);
  for (const end of ends) {
    expect(typed(end)).toHaveLength(1);
    expect(typed(end)[0]?.who).toBeDefined();
    expect(typed(end)[0]?.network?.address).toBeTruthy();
  }
  for (const one of typed(user)) expect([one.requestor, one.network]).toEqual([true, undefined]);
  const objects = entity.filter(({ type }) => type.code === "2");
  expect(objects).toHaveLength(1);
  expect(objects[0]?.role?.code).toBe(name === "Query" ? "24" : "4");
  expect(objects[0]?.[name === "Query" ? "query" : "what"]).toBeDefined();
  expect(objects[0]?.[name === "Query" ? "what" : "query"]).toBeUndefined();
  expect(entity.filter(({ type }) => type.code === "1")).toHaveLength(ofPatient === undefined ? 0 : 1);
}

test("every kind of entry is a valid AuditEvent, which names IHE's profile where it has that shape and nowhere else", async () => {
  const tenant = await anOrganisation(house);
  const { patientId } = await aRecord(tenant);
  const actors = [
    { kind: "person", id: randomUUID(), name: "Dr Ada Okafor", role: "clinician" },
    { kind: "client", id: "7.lab", name: "Lab bridge" },
    { kind: "system", id: "sign-in", name: "" },
  ] as const;
  const one = { at: now(), why: "as a test", count: 1, resources: [`Observation/${randomUUID()}/3`] };
  const many = { ...one, count: 60, resources: [`Patient/${patientId}/1`, `Observation/${randomUUID()}/2`] };
  const more = { from: "192.0.2.9", requestId: "req-1", detail: "Observation?code=1", purpose: "TREAT" };
  for (const action of toldActions) {
    await ledger.witness(
      tenant,
      actors.flatMap((actor, index) => [
        { entry: { ...one, ...more, action, actor, onBehalfOf: index === 0 ? `Patient/${patientId}` : "Noor" } },
        { entry: { ...one, ...more, action, actor }, patient: patientId },
        { entry: { ...many, action, actor, why: "" }, patient: patientId },
      ]),
    );
  }
  // Whoever sees the records sees their names.
  const reading: Caller = { ...anAuditor(tenant), scopes: parseScopes("user/*.rs") };
  const found = await events(reading, "_count=1000");
  expect(found.length).toBeGreaterThan(9 * toldActions.length);
  for (const event of found)
    expect([event.subtype, validateResource(event as unknown as FhirResource)]).toEqual([event.subtype, []]);
  const profiled = found.filter(({ meta }) => meta.profile !== undefined);
  for (const event of profiled) expectShape(event);
  // The records of these entries aren't here, so none of them may be named: only queries keep their shape.
  const names = [...new Set(profiled.map(({ meta }) => meta.profile?.[0]?.split("BasicAudit.")[1]))].sort();
  expect(names).toEqual(["PatientCreate", "PatientQuery", "Query"]);
  const byProgram = found.find(({ agent }) => agent[0]?.who?.identifier?.value === "7.lab");
  expect(byProgram?.agent.map(({ requestor }) => requestor)).toEqual([true, false]);
});

test("what was done with a record is told with its version, its query, its reason and its purpose", async () => {
  const tenant = await anOrganisation(house);
  const { patientId, weightId } = await aRecord(tenant);
  const acting: Caller = { ...aClinician(tenant, "Dr Kofi Mensah"), purpose: "TREAT" };
  await get(acting, `Observation/${weightId}`);
  await get(acting, `Observation?patient=${patientId}&code=29463-7`);
  await chart.update(
    acting,
    { type: "Observation", id: weightId },
    { ...anObservation(patientId, { value: 70 }), id: weightId },
  );
  await chart.delete(acting, { type: "Observation", id: weightId });
  const reading: Caller = { ...anAuditor(tenant), scopes: parseScopes("user/*.rs") };
  const found = await events(reading, `patient=Patient/${patientId}&agent=${acting.id}`);
  expect(subtypes(found)).toEqual(["delete", "update", "search", "read"]);
  for (const event of found) expectShape(event);
  const [deleted, , search, read] = found;
  expect(deleted?.entity?.[1]?.what?.reference).toBe(`Observation/${weightId}/_history/3`);
  expect(read?.meta.profile?.[0]).toMatch(/IHE\.BasicAudit\.PatientRead$/);
  expect(read?.agent[1]).toMatchObject({
    who: { identifier: { value: `urn:uuid:${acting.id}` }, display: "Dr Kofi Mensah" },
    purposeOfUse: [{ coding: [{ code: "TREAT" }] }],
  });
  expect(read).toMatchObject({ purposeOfEvent: [{ text: "as clinician of this organisation" }] });
  const query = search?.entity?.find((one) => one.query !== undefined)?.query ?? "";
  expect(Buffer.from(query, "base64").toString()).toBe(`Observation?patient=${patientId}&code=29463-7`);
  const { headers, body } = await get(reading, `AuditEvent/${read?.id ?? ""}`);
  expect(JSON.parse(body)).toEqual(read);
  const [entryId = ""] = String(headers["x-wardbook-ledger-entry"]).split(",");
  expect(await reader.found(tenant, entryId)).toMatchObject({ patient: patientId, entry: { action: "accesses" } });
});

test("parameters select, and pages go on where the last one ended", async () => {
  const tenant = await anOrganisation(house);
  const { clinician, patientId, weightId } = await aRecord(tenant);
  house.wait(3_600_000);
  const [later, other]: Caller[] = [{ ...clinician, purpose: "TREAT" }, aClinician(tenant, "Dr Ines Moll")];
  for (let turn = 0; turn < 4; turn += 1)
    await get(turn % 2 === 0 ? (later ?? clinician) : (other ?? clinician), `Observation/${weightId}`);
  const auditor = anAuditor(tenant);
  const about = `patient=${patientId}`;
  const hourAgo = new Date(now() - 60_000).toISOString();
  const counts = async (query: string) => (await events(auditor, `${about}&${query}`)).length;
  expect(await counts("action=R&subtype=read")).toBe(4);
  expect(await counts("action=C,D")).toBe(2);
  expect(await counts(`subtype=read&agent=${clinician.id},${other?.id ?? ""}`)).toBe(4);
  expect(await counts(`subtype=read&agent.identifier=urn:ietf:rfc:3986|urn:uuid:${other?.id ?? ""}`)).toBe(2);
  expect(await counts(`subtype=read&agent:identifier=urn:wardbook:client|${other?.id ?? ""}`)).toBe(0);
  expect(await counts("purpose=TREAT")).toBe(2);
  expect(await counts("purpose=http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT&outcome=0")).toBe(2);
  expect(await counts("outcome=8")).toBe(0);
  expect(await counts(`date=lt${hourAgo}`)).toBe(2);
  expect(await counts(`date=ge${hourAgo}&subtype=read`)).toBe(4);
  expect(await counts(`date=lt${hourAgo}&date=ge${hourAgo}`)).toBe(0);
  expect(await counts(`_lastUpdated=lt${hourAgo}`)).toBe(2);
  expect(await events(auditor, `date=lt${hourAgo}&action=C`)).toHaveLength(2);
  expect(await events(auditor, `agent=${other?.id ?? ""}`)).toHaveLength(2);
  expect((await asked(auditor, `${about}&action=R&subtype=read&_total=accurate&_count=1`)).total).toBe(4);
  expect(await asked(auditor, `${about}&subtype=read&_summary=count`)).toMatchObject({ total: 4 });

  const seen: string[] = [];
  let query: string | undefined = `${about}&subtype=read&_count=3&_sort=-date`;
  while (query !== undefined) {
    const { entry = [], link }: Bundle = await asked(auditor, query);
    seen.push(...entry.map(({ resource }) => resource.id));
    query = link.find(({ relation }) => relation === "next")?.url.split("?")[1];
    if (query !== undefined)
      expect(await refused(anAuditor(tenant), `AuditEvent?${query}`)).toEqual([400, "value", "chart/bad-cursor"]);
  }
  expect(seen).toHaveLength(4);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect((await events(auditor, `_id=${seen.join(",")}&_count=1`)).map(({ id }) => id)).toEqual(seen);
  // An entry has one address.
  const [first = ""] = seen;
  const another = first.replace(".", ".00");
  expect(await events(auditor, `_id=${another}`)).toEqual([]);
  expect(await refused(auditor, `AuditEvent/${another}`)).toEqual([404, "not-found", "chart/not-found"]);
});

test("a page that would look at too much ends early, says so and goes on; a count is refused", async () => {
  const tenant = await anOrganisation(house);
  const { clinician, patientId, weightId } = await aRecord(tenant);
  for (let turn = 0; turn < 12; turn += 1) await chart.read(clinician, { type: "Observation", id: weightId });
  const few = openAuditEvents({ ...house, mostOpened: 5 });
  const auditor = anAuditor(tenant);
  const found: string[] = [];
  const early: boolean[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof few.search>>["value"] = (
      await few.search(
        auditor,
        [["patient", patientId], ["action", "C"], ...(cursor === undefined ? [] : [["_cursor", cursor] as const])],
        "https://records.test/fhir",
      )
    ).value;
    found.push(...page.matches.map(({ resource }) => String(resource["action"])));
    early.push(page.endsEarly);
    cursor = page.next;
  } while (cursor !== undefined);
  expect([found, early]).toEqual([
    ["C", "C"],
    [true, true, false],
  ]);
  const counting = few.search(
    auditor,
    [
      ["action", "C"],
      ["_total", "accurate"],
    ],
    "https://records.test/fhir",
  );
  await expect(counting).rejects.toMatchObject({ code: "chart/too-costly" });
  // What opens no more is looked at too.
  await house.sql("delete from wardbook.data_key where tenant = $1 and subject = $2", [tenant, patientId]);
  const { reader } = house.anotherProcess();
  expect(await reader.find(tenant, { limit: 100, mostOpened: 3 })).toMatchObject({
    opened: 3,
    next: expect.any(String),
  });
});

test("an entry about a patient who is hidden looks as if neither were there, in totals too", async () => {
  const tenant = await anOrganisation(house);
  const shown = await aRecord(tenant);
  const hidden = await aRecord(tenant);
  const [theirs] = await events(anAuditor(tenant), `patient=${hidden.patientId}`);
  const consentsOf = (patient: ResourceId) =>
    patient === hidden.patientId ? [{ source: "Consent/c", provision: { type: "deny" as const, exceptions: [] } }] : [];
  const callers: Caller[] = [
    treating(tenant, shown.patientId),
    throughApp(tenant, shown.patientId),
    { ...aClient(tenant, "system/AuditEvent.rs"), standing: aStanding({ consentsOf }) },
  ];
  for (const caller of callers) {
    const absent = randomUUID();
    const answers: string[] = [];
    for (const id of [hidden.patientId, absent]) {
      for (const query of ["", "&_total=accurate", "&_summary=count", "&action=C", `&agent=${hidden.clinician.id}`]) {
        const { statusCode, body } = await get(caller, `AuditEvent?patient=${id}${query}`);
        answers.push(`${statusCode} ${body.replaceAll(id, "ID")}`);
      }
    }
    expect(answers.slice(5)).toEqual(answers.slice(0, 5));
    expect(answers.slice(0, 3).join()).toContain('"total":0');
    expect(await refused(caller, `AuditEvent/${theirs?.id ?? ""}`)).toEqual([404, "not-found", "chart/not-found"]);
    expect(await refused(caller, "AuditEvent/1773000000000000.0")).toEqual([404, "not-found", "chart/not-found"]);
    expect(await refused(caller, "AuditEvent/none")).toEqual([404, "not-found", "chart/not-found"]);
    expect((await events(caller, `patient=${shown.patientId}&action=C`)).length).toBe(2);
    expect(await events(caller, `patient=${shown.patientId}&_id=${theirs?.id ?? ""}`)).toEqual([]);
  }
  const program = callers[2] ?? shown.clinician;
  const { entry = [], total } = await asked(program, "_total=accurate&action=C&_count=50");
  expect(total).toBe(2);
  expect(JSON.stringify(entry)).not.toContain(hidden.patientId);
});

test("who may read how much of the ledger is decided by permissions, and by scopes that name it", async () => {
  const tenant = await anOrganisation(house);
  const { clinician, patientId, weightId } = await aRecord(tenant);
  const about = `patient=${patientId}&action=C`;
  for (const caller of [
    aReceptionist(tenant),
    aClient(tenant, "system/*.cruds"),
    throughApp(tenant, patientId, "patient/*.rs"),
    // A part of it is hidden from their role: what is shown is shown whole.
    { ...clinician, fieldRules: [{ type: "AuditEvent", path: "agent.network", access: "hidden" }] } as const,
  ])
    expect(await refused(caller, `AuditEvent?${about}`)).toEqual([403, "forbidden", "chart/not-permitted"]);
  // An auditor is told which patient, and of no record which one it is; who sees the record is told that too.
  const naming = (found: readonly Event[]) => JSON.stringify(found).includes(weightId);
  expect(naming(await events(anAuditor(tenant), about))).toBe(false);
  expect(naming(await events(clinician, about))).toBe(true);
  expect(naming(await events(aClient(tenant, "system/AuditEvent.rs system/Observation.rs"), about))).toBe(true);
  // The patient's own app needs no parameter; others name the patient.
  const own = throughApp(tenant, patientId);
  expect(subtypes(await events(own, "action=C"))).toEqual(["create", "create"]);
  expect(naming(await events(own, "action=C"))).toBe(false);
  expect(
    naming(await events(throughApp(tenant, patientId, "patient/AuditEvent.rs patient/Observation.rs"), "action=C")),
  ).toBe(true);
  expect(await refused(clinician, "AuditEvent?action=C")).toEqual([400, "too-costly", "chart/too-costly"]);
  // Queries may name others: only those who read the whole ledger are told them.
  await get(clinician, `Observation?patient=${patientId}`);
  const told = async (caller: Caller) =>
    JSON.stringify(await events(caller, `patient=${patientId}&subtype=search`)).includes('"query"');
  expect([await told(anAuditor(tenant)), await told(clinician), await told(own)]).toEqual([true, false, false]);
  // Criteria of a scope hold here as everywhere.
  const creations = aClient(tenant, "system/AuditEvent.rs?action=C");
  expect(new Set((await events(creations, "")).map(({ action }) => action))).toEqual(new Set(["C"]));
  // Another organisation's ledger isn't there.
  expect(await events(anAuditor(await anOrganisation(house)), `patient=${patientId}`)).toEqual([]);
});

test("each look is witnessed to the patients whom it showed, and looking at looks ends there", async () => {
  const tenant = await anOrganisation(house);
  const first = await aRecord(tenant);
  const second = await aRecord(tenant);
  const auditor = anAuditor(tenant);
  const looks = async (patient: ResourceId) =>
    (await reader.aboutPatient(tenant, patient, { limit: 50 })).filter(({ entry }) => entry.actor.id === auditor.id);
  const before = (await reader.find(tenant, { limit: 100 })).entries.length;
  await asked(auditor, "_count=50");
  for (const { patientId } of [first, second]) {
    const [look, ...more] = await looks(patientId);
    expect([look?.entry.action, look?.entry.detail, more]).toEqual(["accesses", "saw who looked at this record", []]);
  }
  const [own] = (await reader.find(tenant, { limit: 100 })).entries.filter(({ patient }) => patient === undefined);
  expect(own?.entry).toMatchObject({ action: "accesses", detail: "AuditEvent?_count=50", count: before });
  await asked(auditor, "subtype=accesses");
  expect((await reader.find(tenant, { limit: 100 })).entries).toHaveLength(before + 4);
  // A count tells as much as a list; what isn't there tells nobody.
  await asked(auditor, `patient=${second.patientId}&action=C&_summary=count`);
  expect((await looks(second.patientId)).length).toBe(2);
  await asked(auditor, `patient=${second.patientId}&action=D&_summary=count`);
  expect((await looks(second.patientId)).length).toBe(2);
  await asked(first.clinician, `patient=${first.patientId}`);
  const [latest] = await reader.aboutPatient(tenant, first.patientId, { limit: 1 });
  expect(latest?.entry).toMatchObject({ action: "accesses", actor: { id: first.clinician.id } });
});

test("what isn't understood, and every write, is refused", async () => {
  const tenant = await anOrganisation(house);
  const { patientId } = await aRecord(tenant);
  const caller: Caller = { ...anAuditor(tenant), scopes: parseScopes("user/*.cruds user/AuditEvent.cruds") };
  for (const [query, code] of [
    ["date=yesterday", "fhir/bad-search-value"],
    ["date=", "fhir/bad-search-value"],
    [`patient=${patientId},${randomUUID()}`, "fhir/unsupported-search"],
    ["agent=Practitioner/1", "fhir/bad-search-value"],
    ["agent=", "fhir/bad-search-value"],
    ["purpose=a%20b", "fhir/bad-search-value"],
    ["outcome:text=x", "fhir/unsupported-modifier"],
    ["colour=red", "fhir/unknown-parameter"],
    ["patient.name=Nora", "fhir/unsupported-search"],
    ["_sort=date", "fhir/unsupported-search"],
    ["_include=AuditEvent:patient", "fhir/unsupported-search"],
    ["_count=many", "fhir/bad-search-value"],
    ["_cursor=AAAA", "chart/bad-cursor"],
  ]) {
    const [status, , details] = await refused(caller, `AuditEvent?${query}`);
    expect([query, status, details]).toEqual([query, 400, code]);
  }
  const body = { resourceType: "AuditEvent", type: { code: "rest" }, recorded: new Date(now()).toISOString() };
  const method = [405, "not-supported", "http/unsupported-method"];
  expect(await refused(caller, "AuditEvent", { method: "POST", body })).toEqual(method);
  expect(await refused(caller, "AuditEvent/1.0", { method: "PUT", body })).toEqual(method);
  expect(await refused(caller, "AuditEvent/1.0", { method: "DELETE" })).toEqual(method);
  expect(await refused(caller, "AuditEvent/1.0/_history")).toEqual([404, "not-found", "http/unknown-address"]);
  const entry = [{ request: { method: "POST", url: "AuditEvent" }, resource: body }];
  expect(
    await refused(caller, "", { method: "POST", body: { resourceType: "Bundle", type: "transaction", entry } }),
  ).toEqual([405, "not-supported", "chart/not-writable"]);
  const resource = { ...body, id: randomUUID() } as unknown as FhirResource;
  const imported = await chart.importTogether(aClient(tenant, "system/*.cruds"), [
    { resource },
    { resource: { ...aPatient(), id: randomUUID() } },
  ]);
  expect(imported).toMatchObject({ created: 1, refused: [{ entry: 0, code: "chart/not-writable" }] });
});

test("the capability statement says what is offered", async () => {
  const { rest } = (await get(anAuditor(await anOrganisation(house)), "metadata")).json<{
    rest: {
      resource: { type: string; interaction: Coding[]; searchParam: { name: string }[]; searchRevInclude?: string[] }[];
    }[];
  }>();
  const types = new Map(rest[0]?.resource.map((one) => [one.type, one]));
  const offered = types.get("AuditEvent");
  expect(offered?.interaction.map(({ code }) => code)).toEqual(["read", "search-type"]);
  const names = offered?.searchParam.map(({ name }) => name) ?? [];
  for (const name of ["patient", "agent", "date", "action", "outcome", "purpose"]) expect(names).toContain(name);
  expect(types.get("Patient")?.searchRevInclude?.some((one) => one.startsWith("AuditEvent:"))).toBe(false);
});
