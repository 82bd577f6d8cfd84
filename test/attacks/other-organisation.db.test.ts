import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltInRoleId, type Caller, roles } from "../../src/custody/access/index.ts";
import { csrfTokenOf } from "../../src/custody/identity/index.ts";
import { randomUuid } from "../../src/foundation/crypto/index.ts";
import {
  type PersonId,
  Secret,
  type TenantId,
  parsePersonId,
  parseResourceId,
} from "../../src/foundation/kernel/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";

// One organisation holds a patient and everything about them. Somebody of another organisation tries every route with its ids: what
// comes back must be what comes back for ids that exist nowhere.

const canary = "Quillfeather";
let house: TestHouse;
let other: TenantId;
let bearer: Record<string, string>;
let administrator: Record<string, string>;
let clinician: Record<string, string>;
let owner: Record<string, string>;
let officer: Record<string, string>;
let known: Known;

interface Known {
  readonly patient: string;
  readonly observation: string;
  readonly note: string;
  readonly consent: string;
  readonly role: string;
  readonly draft: string;
  readonly entry: string;
  readonly person: string;
  readonly client: string;
  readonly app: string;
  readonly glass: string;
  readonly vendorAccess: string;
  readonly review: string;
  readonly item: string;
  readonly task: string;
  readonly session: string;
  readonly authenticator: string;
  readonly recovery: string;
}

const operator = { kind: "system", id: "test", name: "test" } as const;

async function signedIn(tenant: TenantId, role: BuiltInRoleId): Promise<Record<string, string>> {
  const { identity, db } = house.house;
  const password = new Secret("Harbour-lantern-579!");
  const { person } = await identity.people.add(
    operator,
    tenant,
    { username: `${role}.${tenant}`, given: "Robin", family: canary.slice(0, 3), role },
    { kind: "password", password },
  );
  const cookie = await db.transaction(tenant, (tx) =>
    identity.sessions.begin(tx, tenant, person.id, {
      origin: { from: "192.0.2.7", requestId: "r1" },
      provenBy: "password",
    }),
  );
  return {
    cookie: `__Host-wardbook=${cookie.text.expose()}`,
    "x-wardbook-csrf": csrfTokenOf(cookie),
    "content-type": "application/json",
    origin: house.origin,
  };
}

/** A role of the organisation's own making. */
async function aRoleOfTheirs(): Promise<string> {
  const id = `${canary.toLowerCase()}-role`;
  const stored = await fetch(`${house.origin}/api/policy/roles/${id}`, {
    method: "PUT",
    headers: await signedIn(house.tenant, "owner"),
    body: JSON.stringify({
      revision: 0,
      definition: {
        label: canary,
        inSentence: canary,
        summary: canary,
        scopes: ["user/Organization.rs"],
        permissions: [],
        reach: "organisation",
        fieldRules: [],
        clearances: [],
        purposes: ["HOPERAT"],
      },
    }),
  });
  expect(stored.ok).toBe(true);
  return id;
}

/** A session, a recovery and a passkey of the organisation. */
async function access(someone: PersonId): Promise<Pick<Known, "session" | "authenticator" | "recovery">> {
  const { identity, db } = house.house;
  const { tenant } = house;
  const [session] = await identity.sessions.list(tenant);
  const recovery = await identity.recovery.start(operator, tenant, someone, canary);
  const authenticator = randomUuid();
  await db.tenant(tenant).query(
    `insert into wardbook.authenticator (tenant, authenticator, person, kind, token, sealed, added_at)
     values ($1, $2, $3, 'passkey', $4, $4, 1)`,
    [tenant, authenticator, someone, Buffer.from(canary)],
  );
  return { session: session?.id ?? "", authenticator, recovery: recovery.id };
}

/** A broken glass, a vendor's access, a review of access and a task of the organisation. */
async function exceptions(
  patient: string,
): Promise<Pick<Known, "glass" | "vendorAccess" | "review" | "item" | "task">> {
  const { governance, identity } = house.house;
  const { tenant } = house;
  const staff = async (role: BuiltInRoleId): Promise<Caller> => {
    const { person } = await identity.people.add(operator, tenant, {
      username: `${role}.of.exceptions`,
      given: canary,
      family: canary,
      role,
    });
    const { scopes, permissions } = roles[role];
    return {
      tenant,
      kind: "person",
      id: person.id,
      name: canary,
      role,
      scopes,
      permissions,
      from: "",
      requestId: "r1",
    };
  };
  const nurse = await staff("nurse");
  const officer = await staff("privacy-officer");
  const manager = await staff("owner");
  const vendor = await staff("vendor");
  const { grant } = await governance.breakGlass.ask(nurse, {
    patient: { by: "id", id: parseResourceId(patient) },
    reason: { kind: "other", words: `${canary} has to be seen at once.` },
  });
  const now = Date.now();
  const vendorAccess = await governance.vendorAccess.request(manager, {
    person: parsePersonId(vendor.id),
    ticket: canary,
    purpose: `${canary} doesn't load.`,
    scopes: ["user/Patient.r"],
    from: now,
    until: now + 3_600_000,
  });
  const review = await governance.accessReviews.open(manager, { title: canary });
  const { tasks } = await governance.tasks.list(officer, "open");
  return {
    glass: grant.id,
    vendorAccess: vendorAccess.id,
    review: review.id,
    item: review.items[0]?.id ?? "",
    task: tasks[0]?.id ?? "",
  };
}

async function fhir(headers: Record<string, string>, method: string, path: string, body?: unknown): Promise<Response> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${house.origin}/fhir/${path}`, {
    method,
    headers: { ...headers, "content-type": "application/fhir+json" },
    ...sent,
  });
}

beforeAll(async () => {
  house = await aHouse();
  other = await house.anotherOrganisation("Other Clinic");
  const own = { authorization: `Bearer ${await house.token()}` };
  const ownClinician = await signedIn(house.tenant, "clinician");
  const create = async (type: string, resource: object) =>
    ((await (await fhir(own, "POST", type, { resourceType: type, ...resource })).json()) as { id: string }).id;
  const patient = await create("Patient", { name: [{ family: canary }] });
  const observation = await create("Observation", {
    status: "final",
    code: { text: canary },
    subject: { reference: `Patient/${patient}` },
  });
  const attachment = { contentType: "text/plain", data: Buffer.from(canary).toString("base64") };
  const note = await create("DocumentReference", {
    status: "current",
    docStatus: "final",
    subject: { reference: `Patient/${patient}` },
    content: [{ attachment }],
  });
  const consent = await create("Consent", {
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [{ text: canary }],
    patient: { reference: `Patient/${patient}` },
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
  });
  const role = await aRoleOfTheirs();
  const draft = randomUuid();
  const saved = await fetch(`${house.origin}/api/drafts/${draft}`, {
    method: "PUT",
    headers: ownClinician,
    body: JSON.stringify({ patientId: patient, title: canary, text: canary, baseRevision: 0 }),
  });
  expect(saved.status).toBe(200);
  const read = await fhir(own, "GET", `Patient/${patient}`);
  await house.house.ledger.sequence(house.tenant);
  const people = await house.house.identity.people.list(house.tenant);
  const clients = await house.house.authorization.clients.list(house.tenant);
  const [client] = clients;
  const [person] = people;
  if (client === undefined || person === undefined) throw new Error("the organisation lacks a client or a person");
  const app = await house.house.authorization.apps.allow(operator, house.tenant, {
    client,
    person: person.id,
    scope: "openid",
  });
  known = {
    patient,
    observation,
    note,
    consent,
    role,
    draft,
    entry: read.headers.get("x-wardbook-ledger-entry") ?? "",
    person: person.id,
    client: client.id,
    app,
    ...(await access(person.id)),
    ...(await exceptions(patient)),
  };
  bearer = { authorization: `Bearer ${await house.token("system/*.cruds", other)}` };
  administrator = await signedIn(other, "administrator");
  clinician = await signedIn(other, "clinician");
  owner = await signedIn(other, "owner");
  officer = await signedIn(other, "privacy-officer");
});
afterAll(() => house.end());

const nowhere: Known = {
  patient: randomUuid(),
  observation: randomUuid(),
  note: randomUuid(),
  consent: randomUuid(),
  role: "nobodys-role",
  draft: randomUuid(),
  entry: "1234567890123456.0",
  person: randomUuid(),
  client: "1.aaaaaaaaaaaaaaaa",
  app: `1.${"a".repeat(43)}`,
  session: randomUuid(),
  authenticator: randomUuid(),
  recovery: randomUuid(),
  glass: randomUuid(),
  vendorAccess: randomUuid(),
  review: randomUuid(),
  item: randomUuid(),
  task: randomUuid(),
};

/** Requests that name something of the organisation, by id. */
function attempts(of: Known): readonly (readonly [method: string, path: string, body?: object])[] {
  const patient = { resourceType: "Patient", id: of.patient, name: [{ family: "Taken" }] };
  const bundle = (type: string, method: string, url: string, resource?: object) => ({
    resourceType: "Bundle",
    type,
    entry: [{ request: { method, url }, ...(resource === undefined ? {} : { resource }) }],
  });
  return [
    ["GET", `Patient/${of.patient}`],
    ["HEAD", `Patient/${of.patient}`],
    ["GET", `Observation/${of.observation}`],
    ["GET", `Patient/${of.observation}`],
    ["GET", `DocumentReference/${of.note}`],
    ["GET", `Patient/${of.patient}/_history`],
    ["GET", `Patient/${of.patient}/_history/1`],
    ["GET", `Patient/_history`],
    ["GET", `_history`],
    ["GET", `Patient?_id=${of.patient}&_total=accurate`],
    ["GET", `Patient?name=${canary}&_total=accurate`],
    ["GET", `Patient?_total=accurate`],
    ["GET", `Observation?subject=Patient/${of.patient}&_total=accurate`],
    ["GET", `Observation?patient=${of.patient}&_include=Observation:subject`],
    ["GET", `Patient?_id=${of.patient}&_revinclude=Observation:subject`],
    ["POST", `Patient/_search`],
    ["PUT", `Patient/${of.patient}`, patient],
    ["DELETE", `Patient/${of.patient}`],
    [
      "POST",
      "Observation",
      {
        resourceType: "Observation",
        status: "final",
        code: { text: "x" },
        subject: { reference: `Patient/${of.patient}` },
      },
    ],
    ["POST", "", bundle("transaction", "PUT", `Patient/${of.patient}`, patient)],
    ["POST", "", bundle("transaction", "DELETE", `Patient/${of.patient}`)],
    ["POST", "", bundle("batch", "GET", `Patient/${of.patient}`)],
    ["POST", "", bundle("batch", "PUT", `Patient/${of.patient}`, patient)],
  ];
}

/** An answer without what differs by itself: ids that were asked for, times, page links. */
async function essence(response: Response, of: Known): Promise<string> {
  let text = await response.text();
  for (const [name, id] of Object.entries(of)) text = text.replaceAll(id, `<${name}>`);
  return `${response.status} ${text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")}`;
}

test("every FHIR interaction with another organisation's ids answers as for ids that exist nowhere", async () => {
  const differences: string[] = [];
  for (const headers of [bearer, clinician, administrator, officer]) {
    const imagined = attempts(nowhere);
    for (const [index, [method, path, body]] of attempts(known).entries()) {
      const real = await essence(await fhir(headers, method, path, body), known);
      const [, otherPath = "", otherBody] = imagined[index] ?? [];
      const unreal = await essence(await fhir(headers, method, otherPath, otherBody), nowhere);
      if (real !== unreal || real.replaceAll(path, "").includes(canary))
        differences.push(`${method} ${path}: ${real.slice(0, 200)} / ${unreal.slice(0, 200)}`);
    }
  }
  expect(differences).toEqual([]);
});

function filled(url: string, of: Known): string {
  return url
    .replace(":patientId", of.patient)
    .replace(":entryId", of.entry)
    .replace("/people/:id", `/people/${of.person}`)
    .replace("/patients/:id", `/patients/${of.patient}`)
    .replace(":consent", of.consent)
    .replace("/policy/roles/:id", `/policy/roles/${of.role}`)
    .replace("/sessions/:id", `/sessions/${of.session}`)
    .replace("/authenticators/:id", `/authenticators/${of.authenticator}`)
    .replace("/recoveries/:id", `/recoveries/${of.recovery}`)
    .replace("/apps/:id", `/apps/${of.app}`)
    .replace("/clients/:id", `/clients/${of.client}`)
    .replace("/drafts/:id", `/drafts/${of.draft}`)
    .replace("/break-glass/:id", `/break-glass/${of.glass}`)
    .replace("/vendor-access/:id", `/vendor-access/${of.vendorAccess}`)
    .replace("/access-reviews/:id", `/access-reviews/${of.review}`)
    .replace("/items/:item", `/items/${of.item}`)
    .replace("/tasks/:id", `/tasks/${of.task}`)
    .replace("/imports/:id", `/imports/${of.draft}`);
}

test("every other route with another organisation's ids answers as for ids that exist nowhere", async () => {
  const routes = house.routes.filter(
    ({ url, method }) => url.startsWith("/api/") && url.includes(":") && method !== "HEAD" && method !== "OPTIONS",
  );
  expect(routes.length).toBeGreaterThan(6);
  const unfilled = routes.filter(({ url }) => filled(url, known).includes(":"));
  expect(unfilled, "a route with a parameter that this test doesn't know: teach it").toEqual([]);
  const body = (of: Known) => ({
    patientId: of.patient,
    title: "t",
    text: "t",
    baseRevision: 1,
    revision: 1,
    password: "x",
    state: "ended",
    personId: of.person,
    decision: "withdraw",
    outcome: "justified",
    reason: "Not mine at all.",
    note: "Not mine at all.",
  });
  const differences: string[] = [];
  for (const headers of [clinician, administrator, owner, officer]) {
    for (const { method, url } of routes) {
      const ask = async (of: Known) => {
        const sent = method === "GET" ? {} : { body: JSON.stringify(body(of)) };
        return essence(await fetch(`${house.origin}${filled(url, of)}`, { method, headers, ...sent }), of);
      };
      const real = await ask(known);
      const unreal = await ask(nowhere);
      if (real !== unreal || real.includes(canary) || real.startsWith("5"))
        differences.push(`${method} ${url}: ${real.slice(0, 200)} / ${unreal.slice(0, 200)}`);
    }
  }
  expect(differences).toEqual([]);
});

/** Requests that name something of the organisation in what they send, by the kind of person who could get furthest with them. */
function sendings(of: Known): readonly (readonly [path: string, body: object, as: () => Record<string, string>])[] {
  const reason = { kind: "other", words: "They have to be seen at once." };
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const from = new Date().toISOString();
  return [
    ["/api/launches", { client: of.client, patient: of.patient }, () => clinician],
    ["/api/break-glass", { patient: { by: "id", id: of.patient }, reason }, () => clinician],
    ["/api/federation/links", { person: of.person, subject: "somebody" }, () => owner],
    ["/api/recoveries", { personId: of.person, reason: "Lost everything." }, () => owner],
    ["/api/policy/preview", { personId: of.person, path: "Patient?_total=accurate" }, () => owner],
    ["/api/policy/preview", { personId: of.person, path: `Patient/${of.patient}` }, () => administrator],
    [
      "/api/vendor-access",
      { personId: of.person, ticket: "T-1", purpose: "Nothing loads here.", scopes: ["user/Patient.r"], from, until },
      () => owner,
    ],
    [
      "/api/people",
      { given: "A", family: "B", username: `made.${randomUuid().slice(0, 8)}`, role: of.role },
      () => administrator,
    ],
    ["/api/demonstration/session", { personId: of.person }, () => clinician],
  ];
}

test("what is sent with another organisation's ids is answered as with ids that exist nowhere", async () => {
  const imagined = sendings(nowhere);
  for (const [index, [path, body, as]] of sendings(known).entries()) {
    const send = async (sent: object, of: Known) =>
      essence(await fetch(`${house.origin}${path}`, { method: "POST", headers: as(), body: JSON.stringify(sent) }), of);
    const real = await send(body, known);
    const unreal = await send(imagined[index]?.[1] ?? {}, nowhere);
    const same = (text: string) => text.replace(/"(id|createdAt|secret)":"[^"]*"/g, "");
    expect(same(real), path).toBe(same(unreal));
    expect(real, path).not.toContain(canary);
    // An answer that no id was even looked up for would prove nothing.
    expect(real, path).not.toMatch(/^(5|400|401|403)/);
  }
});

test("lists of one organisation hold nothing of another", async () => {
  const lists = house.routes.filter(
    ({ url, method }) => method === "GET" && url.startsWith("/api/") && !url.includes(":"),
  );
  for (const { url } of lists) {
    for (const headers of [clinician, administrator, owner, officer]) {
      const text = await (await fetch(`${house.origin}${url}`, { headers })).text();
      expect(text, url).not.toContain(canary);
      for (const id of Object.values(known)) expect(text, url).not.toContain(id);
    }
  }
});

test("after all that, the record is as it was", async () => {
  const own = { authorization: `Bearer ${await house.token()}` };
  const patient = (await (await fhir(own, "GET", `Patient/${known.patient}`)).json()) as {
    meta: { versionId: string };
  };
  expect(patient.meta.versionId).toBe("1");
  expect((await house.house.identity.people.get(house.tenant, known.person as never))?.state).not.toBe("ended");
});

test("a page link of one caller serves no other", async () => {
  const own = { authorization: `Bearer ${await house.token()}` };
  for (let count = 0; count < 2; count += 1)
    await fhir(own, "POST", "Patient", { resourceType: "Patient", name: [{ family: "Page" }] });
  const page = (await (await fhir(own, "GET", "Patient?name=page&_count=1")).json()) as {
    link: { relation: string; url: string }[];
  };
  const next = page.link.find(({ relation }) => relation === "next")?.url ?? "";
  expect((await fetch(next, { headers: own })).status).toBe(200);
  for (const headers of [bearer, { authorization: `Bearer ${await house.token()}` }])
    expect((await fetch(next, { headers })).status).toBe(400);
});
