import { expect } from "vitest";
import { randomUuid } from "../../../src/foundation/crypto/index.ts";
import { type TestHouse, aHouse } from "../../support/house.ts";
import { aRoleOfTheirs, access, exceptions } from "./access-and-exceptions.ts";
import { aBill, aCalendar, aVoucher } from "./calendar-and-money.ts";
import { erased, keptAndAsked } from "./kept-and-erased.ts";
import { type Known, canary } from "./known.ts";
import { type Headers, operator, signedIn } from "./signed-in.ts";

export { type Known, canary, nowhere } from "./known.ts";

// One organisation holds a patient and everything about them. Somebody of another organisation tries every route with its ids: what
// comes back must be what comes back for ids that exist nowhere.

/** People, a patient among them, and a client of the second organisation, by what they send with each request. */
export type Strangers = Readonly<
  Record<"bearer" | "administrator" | "clinician" | "owner" | "officer" | "biller" | "patient", Headers>
>;

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
