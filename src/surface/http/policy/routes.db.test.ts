import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  type ConsentStatement,
  consentList,
  consentRow,
  faultyConsents,
  policyChoices,
  policySettingsRow,
  preview,
  previewPeople,
  roleBook,
  roleProblem,
  seenBy,
  sensitivityList,
  storedRole,
} from "../../../../contract/index.ts";
import {
  aClinician,
  aDesk,
  aHouse,
  aReceptionist,
  anAdministrator,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import type { Caller, Permission, RoleId } from "../../../custody/access/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import type { Person } from "../../../custody/identity/index.ts";
import { type PolicySettings, defaultSettings } from "../../../custody/policy/index.ts";
import { aServer } from "../../../custody/policy/testing/a-server.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { PersonId, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { policyRoutes } from "./index.ts";

const house = await aHouse();
const people = new Map<string, Person>();
let stored: PolicySettings = defaultSettings;
const server = aServer(house, house, { settings: async () => stored });
const { policy, chart, rehearsal } = server;
const desk = await aDesk(
  (authenticate) => (instance) =>
    policyRoutes(instance, {
      authenticate,
      policy,
      chart,
      rehearsal,
      ledger: house.ledger,
      people: {
        get: async (_, id) => people.get(id),
        list: async () => [...people.values()],
        countByRole: async () => new Map([["clinician", 2]]),
      },
      settings: {
        get: async (_, kind) => kind.parse(stored),
        change: async (_actor, _tenant, kind, value) => {
          stored = kind.parse(value) as unknown as PolicySettings;
        },
      },
      db: house.db,
      now: house.now,
    }),
);

function aPerson(role: RoleId, practitioner?: string): Person {
  const id = randomUUID() as PersonId;
  const person: Person = { id, username: id, given: "Ravi", family: "Trivedi", role, state: "active", practitioner };
  people.set(id, person);
  return person;
}

/** Signed in, with fresh proof and what policy says of them. */
async function signedIn(caller: Caller, ...more: Permission[]): Promise<Caller> {
  const known = await server.as(caller);
  return { ...known, permissions: new Set([...caller.permissions, ...more]), provenAt: house.now() };
}

async function aClinic() {
  const tenant = await anOrganisation(house);
  const clinician = await signedIn(aClinician(tenant), "roles.manage");
  const { value } = await chart.create(clinician, "Patient", aPatient());
  const patient = value.id;
  await chart.create(clinician, "Observation", anObservation(patient));
  await chart.create(clinician, "Condition", depressionOf(patient));
  return { tenant, clinician, patient, manager: await signedIn(anAdministrator(tenant)) };
}

const depressionOf = (patient: ResourceId): FhirResource => ({
  resourceType: "Condition",
  code: { coding: [{ system: "http://snomed.info/sct", code: "35489007" }] },
  subject: { reference: `Patient/${patient}` },
});

const call = (caller: Caller, method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload?: object) =>
  desk.app.inject({ method, url, headers: desk.as(caller), ...(payload === undefined ? {} : { payload }) });
const definition = {
  label: "Ward nurse",
  inSentence: "ward nurse",
  summary: "Sees the patients of the ward.",
  scopes: ["user/Patient.rs", "user/Observation.rs", "user/Condition.rs"],
  permissions: [] as string[],
  reach: "organisation",
  fieldRules: [] as object[],
  clearances: ["HIV"] as string[] | null,
  purposes: ["TREAT"],
};

test("roles are listed, made, changed and removed", async () => {
  const { manager } = await aClinic();
  const own = { ...manager, role: "owner" };
  const listed = roleBook.parse((await call(manager, "GET", "/api/policy/roles")).json());
  expect(listed.roles).toHaveLength(15);
  expect(listed.roles[0]).toMatchObject({ id: "administrator", mine: true, revision: 0, builtIn: true });
  expect(listed.roles[1]).toMatchObject({ id: "clinician", people: 2 });
  const made = await call(own, "PUT", "/api/policy/roles/ward-nurse", { revision: 0, definition });
  expect([made.statusCode, storedRole.parse(made.json())]).toEqual([
    201,
    expect.objectContaining({ id: "ward-nurse", revision: 1, definition, people: 0 }),
  ]);
  const again = await call(own, "PUT", "/api/policy/roles/ward-nurse", { revision: 0, definition });
  expect([again.statusCode, again.json()]).toEqual([409, expect.objectContaining({ code: "roles/changed-meanwhile" })]);
  const wrong = { ...definition, scopes: ["user/Patience.rs"], purposes: ["FUN"] };
  const refused = await call(own, "PUT", "/api/policy/roles/ward-nurse", { revision: 1, definition: wrong });
  expect(refused.statusCode).toBe(422);
  expect(roleProblem.parse(refused.json()).faults?.map(({ path }) => path)).toEqual(["scopes[0]", "purposes[0]"]);
  const checked = await call(own, "POST", "/api/policy/roles/check", { id: "ward-nurse", definition: wrong });
  expect(checked.json().faults).toEqual(refused.json().faults);
  const beyond = { ...definition, permissions: ["ledger.read"] };
  const check = await call(own, "POST", "/api/policy/roles/check", { id: "ward-nurse", definition: beyond });
  expect(check.json().refusal).toMatchObject({ code: "roles/beyond-own", path: "permissions[0]" });
  expect((await call(own, "DELETE", "/api/policy/roles/ward-nurse?revision=1")).statusCode).toBe(204);
  expect((await call(own, "DELETE", "/api/policy/roles/ward-nurse?revision=2")).statusCode).toBe(404);
});

test("changing roles, looking through others' eyes and settings need leave and a fresh proof", async () => {
  const { manager, clinician, patient } = await aClinic();
  const stale = { ...manager, provenAt: house.now() - 5 * 60_000 - 1 };
  const person = aPerson("clinician");
  const asked = { personId: person.id, path: "Patient" };
  const attempts: [Caller, "PUT" | "DELETE" | "POST" | "GET", string, object?][] = [
    [stale, "PUT", "/api/policy/roles/x", { revision: 0, definition }],
    [stale, "DELETE", "/api/policy/roles/x?revision=1"],
    [stale, "POST", "/api/policy/preview", asked],
    [stale, "PUT", "/api/settings/policy", defaultSettings],
    [{ ...clinician, provenAt: undefined }, "GET", `/api/patients/${patient}/seen-by?personId=${person.id}`],
  ];
  for (const [caller, method, url, body] of attempts)
    expect((await call(caller, method, url, body)).json(), url).toMatchObject({ code: "session/step-up-needed" });
  const front = await signedIn(aReceptionist(manager.tenant));
  for (const [, method, url, body] of attempts)
    expect((await call(front, method, url, body)).json(), url).toMatchObject({ code: "access/not-permitted" });
  expect((await call(front, "GET", "/api/policy/roles")).statusCode).toBe(403);
});

test("a preview shows the viewer's rows, each with whether the other sees it, and no others", async () => {
  const { tenant, clinician, patient } = await aClinic();
  const other = aPerson("biller");
  const look = async (body: object) => {
    const answer = await call(clinician, "POST", "/api/policy/preview", { personId: other.id, ...body });
    return [answer.statusCode, answer.statusCode === 200 ? preview.parse(answer.json()) : answer.json()] as const;
  };
  const [, conditions] = await look({ path: `Condition?patient=${patient}` });
  expect(conditions).toMatchObject({
    person: { name: "Ravi Trivedi" },
    role: { id: "biller", label: "Biller" },
    purpose: "HPAYMT",
    decision: { allowed: true, hiddenFields: ["note", "evidence"] },
    rows: { compared: 1, seen: 0, more: false, list: [{ type: "Condition", seen: false }] },
  });
  // Under a role that isn't stored yet, the same person sees it.
  const [, cleared] = await look({
    path: `Condition?patient=${patient}`,
    role: { definition: { ...definition, clearances: null } },
  });
  expect(cleared).toMatchObject({
    role: { label: "Ward nurse" },
    rows: { seen: 1, list: [{ seen: true, resource: { resourceType: "Condition" } }] },
  });
  const [, denied] = await look({ path: `Observation?patient=${patient}` });
  expect(denied).toMatchObject({ decision: { allowed: false }, rows: { compared: 1, seen: 0 } });
  const [, read] = await look({ path: `Patient/${patient}`, role: { id: "clinician" } });
  expect(read).toMatchObject({ rows: { compared: 1, seen: 1, list: [{ id: patient, seen: true }] } });

  await house.ledger.sequence(tenant);
  const entries = await house.reader.aboutPatient(tenant, patient, { before: undefined, limit: 20 });
  // The patient reads that the viewer looked, and of nobody else.
  expect(new Set(entries.map(({ entry }) => entry.actor.name))).toEqual(new Set([clinician.name]));
});

test("a viewer who may not see such records learns nothing of them", async () => {
  const { clinician, manager, patient } = await aClinic();
  const person = aPerson("clinician");
  const answers = [];
  for (const id of [patient, randomUUID()]) {
    for (const path of [
      `Condition?patient=${id}`,
      `Condition?patient=${id}&code=35489007`,
      `Observation?patient=${id}`,
    ]) {
      const body = {
        personId: person.id,
        path,
        role: { definition: { ...definition, scopes: [`user/Condition.rs?code=35489007`, "user/Observation.rs"] } },
      };
      const answer = preview.parse((await call(manager, "POST", "/api/policy/preview", body)).json());
      expect(answer.rows).toBeUndefined();
      expect(answer.withheld).toBeDefined();
      answers.push({ ...answer, decision: answer.type });
    }
  }
  // A patient who is here and one who isn't get the same answer.
  expect(answers.slice(0, 3)).toEqual(answers.slice(3));
  expect(clinician.tenant).toBe(manager.tenant);
});

test("a viewer from whom fields are hidden doesn't learn them from a role that is limited by them", async () => {
  const { tenant, patient } = await aClinic();
  const front = await signedIn(aReceptionist(tenant), "roles.manage");
  await chart.create(await signedIn(aClinician(tenant)), "Appointment", {
    resourceType: "Appointment",
    status: "booked",
    start: "2026-03-09T10:00:00Z",
    end: "2026-03-09T10:30:00Z",
    reasonCode: [{ coding: [{ system: "http://snomed.info/sct", code: "38341003" }], text: "Blood pressure" }],
    participant: [{ actor: { reference: `Patient/${patient}` }, status: "accepted" }],
  });
  const person = aPerson("clinician");
  const look = async (scope: string) => {
    const body = {
      personId: person.id,
      path: `Appointment?patient=${patient}`,
      role: { definition: { ...definition, scopes: [scope] } },
    };
    return preview.parse((await call(front, "POST", "/api/policy/preview", body)).json());
  };
  expect((await look("user/Appointment.rs?reason-code=38341003")).withheld).toMatch(/don't see all fields/);
  const open = await look("user/Appointment.rs");
  expect(open.rows?.list).toHaveLength(1);
  expect(JSON.stringify(open)).not.toContain("Blood pressure");
});

test("a viewer from whom fields are hidden doesn't learn them from a label that they call for", async () => {
  const { tenant, patient } = await aClinic();
  const front = await signedIn(aReceptionist(tenant), "roles.manage", "consents.manage");
  const clinician = await signedIn(aClinician(tenant));
  const booked = async (code: string) =>
    (
      await chart.create(clinician, "Appointment", {
        resourceType: "Appointment",
        status: "booked",
        start: "2026-03-09T10:00:00Z",
        end: "2026-03-09T10:30:00Z",
        reasonCode: [{ coding: [{ system: "http://snomed.info/sct", code }] }],
        participant: [{ actor: { reference: `Patient/${patient}` }, status: "accepted" }],
      })
    ).value.id;
  const [plain, sensitive] = [await booked("38341003"), await booked("35489007")];

  const stranger = aPerson("clinician");
  const role = { definition: { ...definition, scopes: ["user/Appointment.rs"], clearances: [] } };
  const body = { personId: stranger.id, path: `Appointment?patient=${patient}`, role };
  const looked = preview.parse((await call(front, "POST", "/api/policy/preview", body)).json());
  const seen = new Map(looked.rows?.list.map((row) => [row.id, row.seen]));
  expect([...seen.keys()].sort()).toEqual([plain, sensitive].sort());
  expect(seen.get(plain)).toBe(seen.get(sensitive));

  const consent = { otherwise: "roles", statements: [{ decision: "deny", labels: ["PSY"] }], givenBy: "patient" };
  const compared = seenBy.parse(
    (await call(front, "POST", `/api/patients/${patient}/seen-by`, { personId: stranger.id, consent })).json(),
  );
  expect(compared.types.find(({ type }) => type === "Appointment")).toMatchObject({ yours: 2, theirs: 2 });
});

test.each([
  "Patient?_has:Observation:patient:code=x",
  "Patience",
  "Patient/x",
  "Observation?subject:Patient.name=x",
  "Patient?_include=Patient:link",
  "Patient/a/b",
])("%s is no path of a preview", async (path) => {
  const { clinician } = await aClinic();
  const answer = await call(clinician, "POST", "/api/policy/preview", { personId: aPerson("clinician").id, path });
  expect([answer.statusCode, answer.json().code]).toEqual([422, "preview/unsuitable-path"]);
});

test("a consent is recorded, told in plain words, enforced, compared and withdrawn", async () => {
  const { tenant, clinician, patient } = await aClinic();
  const reference = `Practitioner/${randomUUID()}`;
  const friend = aPerson("clinician", reference);
  const stranger = aPerson("clinician", `Practitioner/${randomUUID()}`);
  const statement: ConsentStatement = {
    decision: "deny",
    labels: ["PSY"],
    until: "2026-12-31",
    except: [{ kind: "person", reference, name: "Dr Ravi Trivedi" }],
  };
  const body = { otherwise: "roles", statements: [statement], givenBy: "patient" };
  const recorded = await call(clinician, "POST", `/api/patients/${patient}/consents`, body);
  expect(recorded.statusCode).toBe(201);
  const row = consentRow.parse(recorded.json());
  expect(row).toMatchObject({ status: "active", inForce: true, givenBy: "the patient", faults: [] });
  expect(row.sentences).toEqual([
    "Nobody may see or change what is marked mental health until 31-Dec-2026, except Dr Ravi Trivedi.",
  ]);

  const compare = async (viewer: Caller, personId: string) =>
    seenBy.parse((await call(viewer, "GET", `/api/patients/${patient}/seen-by?personId=${personId}`)).json());
  const before = await signedIn(aClinician(tenant));
  // The viewer is no exception: what they don't see themselves they aren't told about.
  const own = await compare(before, stranger.id);
  expect(own.types.map(({ type }) => type)).not.toContain("Condition");
  const keeper = { ...before, references: [reference] };
  const byFriend = await compare(keeper, friend.id);
  expect(byFriend.types).toContainEqual({ type: "Condition", yours: 1, theirs: 1, more: false });
  const byStranger = await compare(keeper, stranger.id);
  expect(byStranger.types).toContainEqual({ type: "Condition", yours: 1, theirs: 0, more: false });
  expect(byStranger.types).toContainEqual({ type: "Observation", yours: 1, theirs: 1, more: false });

  const list = consentList.parse((await call(clinician, "GET", `/api/patients/${patient}/consents`)).json());
  expect([list.mayChange, list.consents.map(({ id }) => id)]).toEqual([true, [row.id]]);
  const stale = await call(clinician, "POST", `/api/patients/${patient}/consents/${row.id}/withdraw`, { version: 7 });
  expect(stale.statusCode).toBe(409);
  const withdrawn = await call(clinician, "POST", `/api/patients/${patient}/consents/${row.id}/withdraw`, {
    version: 1,
  });
  expect(consentRow.parse(withdrawn.json())).toMatchObject({
    status: "inactive",
    inForce: false,
    sentences: [],
    version: 2,
  });
  expect((await compare(before, stranger.id)).types).toContainEqual({
    type: "Condition",
    yours: 1,
    theirs: 1,
    more: false,
  });

  await house.ledger.sequence(tenant);
  const entries = await house.reader.aboutPatient(tenant, patient, { before: undefined, limit: 20 });
  expect(entries.map(({ entry }) => entry.action)).toContain("preview");
  expect(entries.find(({ entry }) => entry.action === "preview")?.entry.detail).toContain("Ravi Trivedi (Clinician)");
});

test("a consent is tried before it is recorded, and nothing stays of it", async () => {
  const { clinician, patient } = await aClinic();
  const stranger = aPerson("clinician", `Practitioner/${randomUUID()}`);
  const consent = { otherwise: "roles", statements: [{ decision: "deny", labels: ["PSY"] }], givenBy: "patient" };
  const of = async (body: object) => {
    const answer = await call(clinician, "POST", `/api/patients/${patient}/seen-by`, {
      personId: stranger.id,
      ...body,
    });
    return seenBy.parse(answer.json()).types.find(({ type }) => type === "Condition");
  };
  expect(await of({ consent })).toEqual({ type: "Condition", yours: 1, theirs: 0, more: false });
  expect(await of({})).toEqual({ type: "Condition", yours: 1, theirs: 1, more: false });
  const wrong = { ...consent, statements: [{ decision: "deny", labels: ["NOPE"] }] };
  const refused = await call(clinician, "POST", `/api/patients/${patient}/seen-by`, {
    personId: stranger.id,
    consent: wrong,
  });
  expect([refused.statusCode, refused.json().path]).toEqual([422, "statements.0.labels.0"]);
});

test("a comparison counts as many records as it says, though one search can't name them all", async () => {
  const { clinician, patient } = await aClinic();
  for (let made = 0; made < 69; made += 1) await chart.create(clinician, "Observation", anObservation(patient));
  const colleague = aPerson("clinician");
  const answer = await call(clinician, "GET", `/api/patients/${patient}/seen-by?personId=${colleague.id}`);
  expect(seenBy.parse(answer.json()).types).toContainEqual({ type: "Observation", yours: 70, theirs: 70, more: false });
});

test("people who are named for a comparison are staff, unless the asker manages people", async () => {
  const { clinician, manager } = await aClinic();
  const nurse = aPerson("nurse");
  const patient = aPerson("patient");
  const ids = async (caller: Caller) =>
    previewPeople.parse((await call(caller, "GET", "/api/policy/people")).json()).people.map(({ id }) => id);
  const ofClinician = await ids(clinician);
  expect([ofClinician.includes(nurse.id), ofClinician.includes(patient.id)]).toEqual([true, false]);
  expect(await ids(manager)).toContain(patient.id);
  const front = await signedIn(aReceptionist(manager.tenant));
  expect((await call(front, "GET", "/api/policy/people")).statusCode).toBe(403);
});

test("whoever keeps consents can withdraw one that denies everything", async () => {
  const { clinician, patient } = await aClinic();
  const body = { otherwise: "deny", statements: [], givenBy: "representative", representative: "Mary Halloran" };
  const recorded = await call(clinician, "POST", `/api/patients/${patient}/consents`, body);
  const row = consentRow.parse(recorded.json());
  expect(row).toMatchObject({
    givenBy: "Mary Halloran",
    sentences: ["Nobody may see this record, unless a sentence below says so."],
  });
  await expect(chart.read(clinician, { type: "Patient", id: patient })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  const list = consentList.parse((await call(clinician, "GET", `/api/patients/${patient}/consents`)).json());
  expect(list.consents).toHaveLength(1);
  const withdrawn = await call(clinician, "POST", `/api/patients/${patient}/consents/${row.id}/withdraw`, {
    version: 1,
  });
  expect(withdrawn.statusCode).toBe(200);
  await chart.read(clinician, { type: "Patient", id: patient });
});

test("a consent is withdrawn at its own patient only", async () => {
  const { clinician, patient } = await aClinic();
  const { value: other } = await chart.create(clinician, "Patient", aPatient());
  const body = { otherwise: "roles", statements: [{ decision: "deny", labels: ["HIV"] }], givenBy: "patient" };
  const row = consentRow.parse((await call(clinician, "POST", `/api/patients/${patient}/consents`, body)).json());
  const answer = await call(clinician, "POST", `/api/patients/${other.id}/consents/${row.id}/withdraw`, { version: 1 });
  expect(answer.statusCode).toBe(404);
});

test.each<[string, object, string]>([
  ["nothing said", { statements: [] }, "statements"],
  ["no representative", { givenBy: "representative" }, "representative"],
  ["an unknown label", { statements: [{ decision: "deny", labels: ["XYZ"] }] }, "statements.0.labels.0"],
  ["an unknown type", { statements: [{ decision: "deny", types: ["Patience"] }] }, "statements.0.types.0"],
  ["an unknown purpose", { statements: [{ decision: "deny", purposes: ["FUN"] }] }, "statements.0.purposes.0"],
  [
    "an unknown role",
    { statements: [{ decision: "deny", who: [{ kind: "role", id: "nobody" }] }] },
    "statements.0.who.0",
  ],
  [
    "an end before the beginning",
    { statements: [{ decision: "deny", from: "2026-03-07", until: "2026-03-06" }] },
    "statements.0.until",
  ],
])("a consent with %s is refused, and told where", async (_, rest, path) => {
  const { clinician, patient } = await aClinic();
  const body = { otherwise: "roles", statements: [{ decision: "deny" }], givenBy: "patient", ...rest };
  const answer = await call(clinician, "POST", `/api/patients/${patient}/consents`, body);
  expect([answer.statusCode, answer.json()]).toEqual([
    422,
    expect.objectContaining({ code: "consents/unsuitable", path }),
  ]);
});

test("consents that can't be applied are listed for whoever keeps consents", async () => {
  const { clinician, patient } = await aClinic();
  const { value } = await chart.create(clinician, "Consent", {
    resourceType: "Consent",
    status: "active",
    scope: { text: "sharing" },
    category: [{ text: "privacy" }],
    patient: { reference: `Patient/${patient}` },
    provision: { type: "deny", code: [{ text: "my secret" }] },
  });
  const answer = faultyConsents.parse((await call(clinician, "GET", "/api/policy/faulty-consents")).json());
  expect(answer.consents).toEqual([
    {
      consent: `Consent/${value.id}`,
      patientId: patient,
      faults: [
        expect.objectContaining({ code: "consent/unknown-scope" }),
        expect.objectContaining({ code: "consent/unknown-code", path: "Consent.provision.code" }),
      ],
    },
  ]);
  // Nor do they tell of patients whom the keeper doesn't see.
  const stranger: Caller = { ...clinician, reach: "related", standing: aStanding() };
  const none = faultyConsents.parse((await call(stranger, "GET", "/api/policy/faulty-consents")).json());
  expect(none.consents).toEqual([]);
  expect(JSON.stringify(answer)).not.toContain("my secret");
});

test("choices, sensitivities and settings", async () => {
  const { manager, clinician } = await aClinic();
  const choices = policyChoices.parse((await call(clinician, "GET", "/api/policy/choices")).json());
  expect(choices.roles).toHaveLength(15);
  expect(choices.permissions.map(({ code }) => code)).toContain("roles.manage");
  const list = sensitivityList.parse((await call(clinician, "GET", "/api/policy/sensitivities")).json());
  expect(list.categories.map(({ code }) => code)).toEqual(["PSY", "SEX", "ETH", "HIV", "SDV"]);
  for (const { lists } of list.categories) for (const { source } of lists) expect(source.length).toBeGreaterThan(10);

  const next = { daysBeforeAppointment: 3, daysAfterAppointment: 14, timeZone: "Europe/London" };
  expect(policySettingsRow.parse((await call(manager, "PUT", "/api/settings/policy", next)).json())).toEqual(next);
  expect(await policy.settingsOf(manager.tenant)).toEqual(next);
  const wrong = await call(manager, "PUT", "/api/settings/policy", { ...next, timeZone: "Mars/Olympus" });
  expect([wrong.statusCode, wrong.json().path]).toEqual([422, "timeZone"]);
  stored = defaultSettings;
});

test("nobody signed in gets nothing", async () => {
  for (const url of ["/api/policy/roles", "/api/policy/choices", "/api/policy/sensitivities", "/api/settings/policy"])
    expect((await desk.app.inject({ url })).statusCode, url).toBe(401);
  const tenant: TenantId = await anOrganisation(house);
  expect(tenant).toBeGreaterThan(0);
});
