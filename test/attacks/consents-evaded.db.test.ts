import { afterAll, beforeAll, expect, test } from "vitest";
import { aPatient, aPerson } from "../oauth/app.ts";
import { type TestHouse, aHouse } from "../support/house.ts";

// A patient wants nobody to see their record. What speaks of them in an unusual way is kept from everybody all the same.

let house: TestHouse;
let bearer: Readonly<Record<string, string>>;

beforeAll(async () => {
  house = await aHouse();
  bearer = { authorization: `Bearer ${await house.token()}`, "content-type": "application/fhir+json" };
});
afterAll(() => house.end());

interface Answer {
  readonly status: number;
  readonly body: {
    readonly issue?: readonly { readonly expression?: readonly string[] }[];
    readonly id?: string;
    readonly entry?: readonly { readonly response?: { location?: string } }[];
  };
}

async function send(path: string, body: object): Promise<Answer> {
  const answer = await fetch(`${house.origin}/fhir${path}`, {
    method: "POST",
    headers: bearer,
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
}

async function created(resource: { readonly resourceType: string } & Record<string, unknown>): Promise<string> {
  const { status, body } = await send(`/${resource.resourceType}`, resource);
  expect(status).toBe(201);
  return `${resource.resourceType}/${body.id}`;
}

const code = { coding: [{ system: "http://snomed.info/sct", code: "35489007" }] };
const observation = (reference: string) => ({
  resourceType: "Observation",
  status: "final",
  code,
  subject: { reference },
});

async function wantsNothingShown(patient: string): Promise<void> {
  const code = (system: string, text: string) => ({ coding: [{ system, code: text }] });
  await created({
    resourceType: "Consent",
    status: "active",
    scope: code("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
    category: [code("http://loinc.org", "59284-0")],
    patient: { reference: `Patient/${patient}` },
    policyRule: code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTOUT"),
  });
}

test("a patient who is named by this server's whole address is named", async () => {
  const patient = await aPatient(house);
  const absolute = `${house.origin}/fhir/Patient/${patient}`;
  const base = `${house.origin}/fhir`;
  const bundle = (type: string, request: object, resource: object) =>
    send("", { resourceType: "Bundle", type, entry: [{ request, resource }] });
  const made = [
    await created(observation(absolute)),
    await created(observation(`/fhir/Patient/${patient}`)),
    await created(observation(`./Patient/${patient}`)),
  ];
  for (const type of ["batch", "transaction"]) {
    const { body } = await bundle(type, { method: "POST", url: "Observation" }, observation(absolute));
    made.push(/Observation\/[^/]+/.exec(body.entry?.[0]?.response?.location ?? "")?.[0] ?? "none");
  }
  const { headers } = await aPerson(house);
  const statuses = () => Promise.all(made.map(async (path) => (await fetch(`${base}/${path}`, { headers })).status));
  expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  for (const named of [`patient=${patient}`, `subject=${encodeURIComponent(absolute)}`]) {
    const found = await fetch(`${base}/Observation?${named}&_summary=count`, { headers });
    expect(await found.json()).toMatchObject({ total: 5 });
  }
  await wantsNothingShown(patient);
  expect(await statuses()).toEqual([404, 404, 404, 404, 404]);
});

test("what is about several patients, or contains what is about one, is as hidden as the patient", async () => {
  const [patient, other] = [await aPatient(house), await aPatient(house, "Elm")];
  const both = [{ reference: `Patient/${patient}` }, { reference: `Patient/${other}` }];
  const made = [
    await created({ resourceType: "Account", status: "active", subject: both }),
    await created({
      resourceType: "List",
      status: "current",
      mode: "working",
      contained: [{ ...observation(`Patient/${patient}`), id: "o" }],
      entry: [{ item: { reference: "#o" } }],
    }),
    await created({ resourceType: "Group", type: "person", actual: true, member: both.map((entity) => ({ entity })) }),
  ];
  const { headers } = await aPerson(house);
  const statuses = () =>
    Promise.all(made.map(async (path) => (await fetch(`${house.origin}/fhir/${path}`, { headers })).status));
  expect(await statuses()).toEqual([200, 200, 200]);
  await wantsNothingShown(patient);
  expect(await statuses()).toEqual([404, 404, 404]);
});

test("what carries others, or links them, is as hidden as the patients whom it names, and is in their ledgers", async () => {
  const [patient, other] = [await aPatient(house), await aPatient(house, "Elm")];
  const held = { resource: observation(`Patient/${patient}`) };
  const item = (reference: string) => ({ type: "alternate", resource: { reference } });
  const made = [
    await created({ resourceType: "Bundle", type: "collection", entry: [held] }),
    await created({
      resourceType: "Bundle",
      type: "collection",
      entry: [held, { resource: observation(`${house.origin}/fhir/Patient/${other}`) }],
    }),
    await created({ resourceType: "Parameters", parameter: [{ name: "record", ...held }] }),
    await created({
      resourceType: "Parameters",
      parameter: [{ name: "whom", valueReference: { reference: `Patient/${patient}` } }],
    }),
    await created({ resourceType: "Linkage", item: [item(`Patient/${patient}`), item(`Patient/${other}`)] }),
  ];
  const scope = "system/*.rs";
  const read = await house.token(scope);
  const statuses = () =>
    Promise.all(
      made.map(
        async (path) =>
          (await fetch(`${house.origin}/fhir/${path}`, { headers: { authorization: `Bearer ${read}` } })).status,
      ),
    );
  expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  const told = async (whom: string) =>
    (await house.house.ledgerReader.aboutPatient(house.tenant, whom as never, { limit: 100 })).filter(
      ({ entry }) =>
        entry.action === "read" && entry.resources.some((one) => made.some((path) => one.startsWith(path))),
    ).length;
  expect([await told(patient), await told(other)]).toEqual([5, 2]);
  await wantsNothingShown(patient);
  expect(await statuses()).toEqual([404, 404, 404, 404, 404]);
});

test.each([
  ["urn:uuid:", {}],
  ["/Patient/", {}],
  ["../Patient/", {}],
  ["", { identifier: { system: "https://wardbook.example/mrn", value: "1" } }],
])("who is named as '%s…' alone isn't written about, and is told where", async (before, identified) => {
  const patient = await aPatient(house);
  const subject = before === "" ? identified : { reference: `${before}${patient}` };
  const { status, body } = await send("/Observation", { ...observation("x"), subject });
  expect([status, body.issue?.[0]?.expression?.[0]?.startsWith("Observation.subject")]).toEqual([422, true]);
});
