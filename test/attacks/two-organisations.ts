import { expect } from "vitest";
import { type BuiltInRoleId, type Caller, roles } from "../../src/custody/access/index.ts";
import { randomUuid } from "../../src/foundation/crypto/index.ts";
import {
  type PersonId,
  Secret,
  type TenantId,
  parsePersonId,
  parseResourceId,
} from "../../src/foundation/kernel/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { signedInHeaders } from "../support/signed-in.ts";

// One organisation holds a patient and everything about them. Somebody of another organisation tries every route with its ids: what
// comes back must be what comes back for ids that exist nowhere.

/** A word that stands in everything of the first organisation. */
export const canary = "Quillfeather";

/** Ids of what the first organisation holds. */
export interface Known {
  readonly patient: string;
  readonly observation: string;
  readonly note: string;
  readonly consent: string;
  readonly role: string;
  readonly draft: string;
  readonly entry: string;
  readonly person: PersonId;
  readonly client: string;
  readonly app: string;
  readonly glass: string;
  readonly vendorAccess: string;
  readonly review: string;
  readonly item: string;
  readonly task: string;
  readonly roleRequest: string;
  readonly session: string;
  readonly authenticator: string;
  readonly recovery: string;
  readonly request: string;
  readonly letter: string;
  readonly proxy: string;
  readonly appraisal: string;
  readonly erasure: string;
  readonly retained: string;
  readonly branch: string;
  readonly kind: string;
  readonly therapist: string;
  readonly appointment: string;
  readonly absence: string;
  readonly price: string;
  readonly invoice: string;
  readonly refund: string;
  readonly package: string;
  readonly attended: string;
  readonly voucher: string;
  readonly online: string;
}

type Headers = Readonly<Record<string, string>>;

/** People, a patient among them, and a client of the second organisation, by what they send with each request. */
export type Strangers = Readonly<
  Record<"bearer" | "administrator" | "clinician" | "owner" | "officer" | "biller" | "patient", Headers>
>;

const operator = { kind: "system", id: "test", name: "test" } as const;

async function signedIn(house: TestHouse, tenant: TenantId, role: BuiltInRoleId, patient?: string): Promise<Headers> {
  const { person } = await house.house.identity.people.add(
    operator,
    tenant,
    { username: `${role}.${tenant}`, given: "Robin", family: canary.slice(0, 3), role, patient },
    { kind: "password", password: new Secret("Harbour-lantern-579!") },
  );
  return signedInHeaders(house, person.id, { of: tenant, provenBy: "password" });
}

/** A branch with a kind of appointment, somebody who works there, a booking and a closure. */
async function aCalendar(
  create: (type: string, resource: object) => Promise<string>,
  patient: string,
): Promise<Pick<Known, "branch" | "kind" | "therapist" | "appointment" | "absence">> {
  const [branch, kind] = [
    await create("Location", { name: canary }),
    await create("HealthcareService", { name: canary }),
  ];
  const therapist = await create("Practitioner", { name: [{ family: canary }] });
  const actor = (reference: string) => ({ actor: { reference }, status: "accepted" });
  const times = { start: "2099-03-09T09:00:00Z", end: "2099-03-09T10:00:00Z" };
  const appointment = await create("Appointment", {
    status: "booked",
    ...times,
    description: canary,
    participant: [`Patient/${patient}`, `Location/${branch}`, `Practitioner/${therapist}`].map(actor),
  });
  const schedule = await create("Schedule", { actor: [{ reference: `Location/${branch}` }] });
  const absence = await create("Slot", {
    schedule: { reference: `Schedule/${schedule}` },
    status: "busy-unavailable",
    ...times,
    comment: canary,
  });
  return { branch, kind, therapist, appointment, absence };
}

/** A price, a draft of an invoice, a refund that somebody asked for, and a package with a session that was used. */
async function aBill(
  create: (type: string, resource: object) => Promise<string>,
  patient: string,
): Promise<Pick<Known, "price" | "invoice" | "refund" | "online" | "package" | "attended">> {
  const own = "urn:wardbook:billing:";
  const money = { value: 10, currency: "INR" };
  const said = (url: string, value: object) => ({ url: `${own}${url}`, ...value });
  const subject = { reference: `Patient/${patient}` };
  const account = (code: string, more: object) =>
    create("Account", {
      status: "active",
      type: { coding: [{ system: `${own}account-type`, code }] },
      name: canary,
      subject: [subject],
      ...more,
    });
  const price = await create("ChargeItemDefinition", {
    url: `${own}price:${canary}`,
    title: canary,
    status: "active",
    code: { coding: [{ system: `${own}price`, code: canary }] },
    propertyGroup: [{ priceComponent: [{ type: "base", amount: money }] }],
  });
  const invoice = await create("Invoice", {
    status: "draft",
    subject,
    lineItem: [{ chargeItemCodeableConcept: { text: canary }, priceComponent: [{ type: "base", amount: money }] }],
    totalNet: money,
    totalGross: money,
  });
  const request = { reference: `Account/${await account("patient", {})}` };
  const part = [
    { url: "method", valueCode: "cash" },
    { url: "amount", valueMoney: money },
  ];
  const refund = await create("PaymentNotice", {
    extension: [
      said("patient", { valueReference: subject }),
      said("kind", { valueCode: "refund" }),
      said("reason", { valueString: canary }),
      said("part", { extension: part }),
    ],
    status: "draft",
    request,
    created: "2026-03-07",
    payment: { display: canary },
    recipient: { display: canary },
    amount: money,
  });
  const online = await create("PaymentNotice", {
    extension: [
      said("patient", { valueReference: subject }),
      said("part", { extension: [{ url: "method", valueCode: "online" }, part[1]] }),
      { url: "urn:wardbook:payments:online", extension: [{ url: "state", valueCode: "asked" }] },
    ],
    status: "draft",
    request,
    created: "2026-03-07",
    payment: { display: canary },
    recipient: { display: canary },
    amount: money,
  });
  const sold = await account("package", { extension: [said("sessions", { valuePositiveInt: 3 })] });
  const attended = await create("ChargeItem", {
    status: "not-billable",
    code: { text: canary },
    subject,
    account: [{ reference: `Account/${sold}` }],
  });
  return { price, invoice, refund, online, package: sold, attended };
}

/** A voucher of an expense. */
async function aVoucher(house: TestHouse, branch: string): Promise<string> {
  const made = await fetch(`${house.origin}/api/expenses/vouchers`, {
    method: "POST",
    headers: await signedIn(house, house.tenant, "biller"),
    body: JSON.stringify({
      requestId: randomUuid(),
      branchId: branch,
      category: "other",
      title: canary,
      payee: canary,
      amount: "5",
      date: "2026-03-07",
      submit: true,
    }),
  });
  expect(made.status).toBe(201);
  return ((await made.json()) as { id: string }).id;
}

/** A role of the organisation's own making. */
async function aRoleOfTheirs(house: TestHouse): Promise<string> {
  const id = `${canary.toLowerCase()}-role`;
  const stored = await fetch(`${house.origin}/api/policy/roles/${id}`, {
    method: "PUT",
    headers: await signedIn(house, house.tenant, "owner"),
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
async function access(
  { house, tenant }: TestHouse,
  someone: PersonId,
): Promise<Pick<Known, "session" | "authenticator" | "recovery">> {
  const { identity, db } = house;
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

/** A broken glass, a vendor's access, a role that waits for a second person, a review of access and a task of the organisation. */
async function exceptions(
  { house, tenant }: TestHouse,
  patient: string,
): Promise<Pick<Known, "glass" | "vendorAccess" | "review" | "item" | "task" | "roleRequest">> {
  const { governance, identity } = house;
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
  const roleRequest = await governance.roleGrants.request(manager, {
    person: parsePersonId(nurse.id),
    role: "administrator",
  });
  const review = await governance.accessReviews.open(manager, { title: canary });
  const { tasks } = await governance.tasks.list(officer, "open");
  return {
    glass: grant.id,
    vendorAccess: vendorAccess.id,
    review: review.id,
    item: review.items[0]?.id ?? "",
    task: tasks[0]?.id ?? "",
    roleRequest: roleRequest.id,
  };
}

/** A request about the patient's record, a hold on it, and its appraisal. */
async function keptAndAsked(
  serving: TestHouse,
  patient: string,
): Promise<Pick<Known, "request" | "letter" | "proxy" | "appraisal">> {
  const { house, tenant, origin } = serving;
  const caller = await signedIn(serving, tenant, "privacy-officer");
  const post = async (
    path: string,
    body: object,
  ): Promise<{ readonly id?: string; readonly proxy?: { readonly id: string } }> => {
    const answer = await fetch(`${origin}${path}`, { method: "POST", headers: caller, body: JSON.stringify(body) });
    expect(answer.status, path).toBe(201);
    return (await answer.json()) as { id?: string; proxy?: { id: string } };
  };
  const { id: request = "" } = await post("/api/rights/requests", {
    patientId: patient,
    kind: "access",
    law: "gdpr",
    asker: { name: canary, relation: "self" },
    channel: "letter",
    asked: canary,
  });
  const today = new Date().toISOString().slice(0, 10);
  const { proxy } = await post("/api/proxies", {
    patientId: patient,
    account: { kind: "new", username: "acts.for", given: canary, family: canary },
    authority: "own-wish",
    relationship: canary,
    proof: { kind: "signed-statement", reference: canary, seenOn: today },
    startsOn: today,
    endsOn: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
  });
  const { id: letter = "" } = await post(`/api/rights/requests/${request}/letters`, {
    kind: "acknowledgement",
    revision: 1,
    note: canary,
  });
  await post("/api/retention/holds", { scope: { kind: "patient", patient }, why: `${canary} is in court.` });
  const appraisal = randomUuid();
  await house.db.tenant(tenant).query(
    `insert into wardbook.retention_appraisal (tenant, id, patient, state, queued_at, changed_at, sealed)
     values ($1, $2, $3, 'queued', 1, 1, $4)`,
    [tenant, appraisal, patient, Buffer.from(canary)],
  );
  return { request, letter, proxy: proxy?.id ?? "", appraisal };
}

/** Somebody's erasure, and a record that stayed of it. */
async function erased({ house, tenant }: TestHouse, patient: string): Promise<Pick<Known, "erasure" | "retained">> {
  const [erasure, retained] = [randomUuid(), randomUuid()];
  const [proposer, decider] = [randomUuid(), randomUuid()];
  const sealed = Buffer.from(canary);
  await house.keys.destroyPatient(tenant, parseResourceId(patient), "erasure", {
    records: [],
    async store(tx) {
      await tx.query(
        `insert into wardbook.erasure (tenant, id, patient, state, proposer, decider, proposed_at, changed_at, sealed)
         values ($1, $2, $3, 'erased', $4, $5, 1, 1, $6)`,
        [tenant, erasure, patient, proposer, decider, sealed],
      );
      await tx.query(
        `insert into wardbook.retained_record (tenant, id, erasure, patient, state, changed_at, sealed_facts, sealed)
         values ($1, $2, $3, $4, 'kept', 1, $5, $5)`,
        [tenant, retained, erasure, patient, sealed],
      );
    },
  });
  return { erasure, retained };
}

/** A FHIR request. */
export async function fhir(
  { origin }: Pick<TestHouse, "origin">,
  headers: Headers,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${origin}/fhir/${path}`, {
    method,
    headers: { ...headers, "content-type": "application/fhir+json" },
    ...sent,
  });
}

/** Call it once per test file, before its tests; end the house after them. */
export async function twoOrganisations() {
  const house = await aHouse();
  const other = await house.anotherOrganisation("Other Clinic");
  const own = { authorization: `Bearer ${await house.token()}` };
  const ownClinician = await signedIn(house, house.tenant, "clinician");
  const create = async (type: string, resource: object) =>
    ((await (await fhir(house, own, "POST", type, { resourceType: type, ...resource })).json()) as { id: string }).id;
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
  const calendar = await aCalendar(create, patient);
  const role = await aRoleOfTheirs(house);
  const draft = randomUuid();
  const saved = await fetch(`${house.origin}/api/drafts/${draft}`, {
    method: "PUT",
    headers: ownClinician,
    body: JSON.stringify({ patientId: patient, title: canary, text: canary, baseRevision: 0 }),
  });
  expect(saved.status).toBe(200);
  const read = await fhir(house, own, "GET", `Patient/${patient}`);
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
  const known: Known = {
    patient,
    observation,
    note,
    consent,
    ...calendar,
    ...(await aBill(create, patient)),
    voucher: await aVoucher(house, calendar.branch),
    role,
    draft,
    entry: read.headers.get("x-wardbook-ledger-entry") ?? "",
    person: person.id,
    client: client.id,
    app,
    ...(await access(house, person.id)),
    ...(await exceptions(house, patient)),
    ...(await erased(house, await create("Patient", { name: [{ family: canary }] }))),
    ...(await keptAndAsked(house, patient)),
  };
  const bearer = { authorization: `Bearer ${await house.token("system/*.cruds", other)}` };
  const made = await fhir(house, bearer, "POST", "Patient", {
    resourceType: "Patient",
    name: [{ family: "Halloran" }],
  });
  const { id: stranger } = (await made.json()) as { id: string };
  const strangers: Strangers = {
    bearer,
    administrator: await signedIn(house, other, "administrator"),
    clinician: await signedIn(house, other, "clinician"),
    owner: await signedIn(house, other, "owner"),
    officer: await signedIn(house, other, "privacy-officer"),
    biller: await signedIn(house, other, "biller"),
    patient: await signedIn(house, other, "patient", `Patient/${stranger}`),
  };
  return { house, known, strangers };
}

/** Ids that exist nowhere. */
export const nowhere: Known = {
  patient: randomUuid(),
  observation: randomUuid(),
  note: randomUuid(),
  consent: randomUuid(),
  role: "nobodys-role",
  draft: randomUuid(),
  entry: "1234567890123456.0",
  person: parsePersonId(randomUuid()),
  client: "1.aaaaaaaaaaaaaaaa",
  app: `1.${"a".repeat(43)}`,
  session: randomUuid(),
  authenticator: randomUuid(),
  recovery: randomUuid(),
  request: randomUuid(),
  letter: randomUuid(),
  proxy: randomUuid(),
  appraisal: randomUuid(),
  voucher: randomUuid(),
  online: randomUuid(),
  erasure: randomUuid(),
  retained: randomUuid(),
  branch: randomUuid(),
  kind: randomUuid(),
  therapist: randomUuid(),
  appointment: randomUuid(),
  absence: randomUuid(),
  price: randomUuid(),
  invoice: randomUuid(),
  refund: randomUuid(),
  package: randomUuid(),
  attended: randomUuid(),
  glass: randomUuid(),
  vendorAccess: randomUuid(),
  review: randomUuid(),
  item: randomUuid(),
  task: randomUuid(),
  roleRequest: randomUuid(),
};

/** An answer without what differs by itself: ids that were asked for, times, page links. */
export async function essence(response: Response, of: Known): Promise<string> {
  let text = await response.text();
  for (const [name, id] of Object.entries(of)) text = text.replaceAll(id, `<${name}>`);
  return `${response.status} ${text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")}`;
}

/** After all attempts, the record and the people of the first organisation are as they were. */
export async function expectUntouched(house: TestHouse, known: Known): Promise<void> {
  const own = { authorization: `Bearer ${await house.token()}` };
  const patient = (await (await fhir(house, own, "GET", `Patient/${known.patient}`)).json()) as {
    meta: { versionId: string };
  };
  expect(patient.meta.versionId).toBe("1");
  expect((await house.house.identity.people.get(house.tenant, known.person))?.state).not.toBe("ended");
}
