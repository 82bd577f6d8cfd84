import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type ConsentParty, consentList, consentRow, consentSignatures } from "../../../../contract/index.ts";
import { aClinician } from "../../../../test/people/index.ts";
import { type Caller, type RoleId, parseScopes } from "../../../custody/access/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { policyAtWork } from "./testing/policy-at-work.ts";

const { house, policy, chart, aClinic, call } = await policyAtWork();

/** Somebody as policy knows them: what a consent says of them holds. */
async function signedInAs(tenant: Caller["tenant"], role: RoleId, reference: string, name: string): Promise<Caller> {
  const id = randomUUID();
  const facts = await policy.facts({ tenant, kind: "person", id, role, references: [reference] });
  return { ...aClinician(tenant), ...facts, id, name };
}

async function aHalloran() {
  const { tenant, clinician, manager, patient } = await aClinic();
  const { value } = await chart.create(manager, "Practitioner", {
    resourceType: "Practitioner",
    name: [{ prefix: ["Dr"], given: ["Ravi"], family: "Trivedi" }],
  });
  const reference = `Practitioner/${value.id}`;
  const ravi: ConsentParty = { kind: "person", reference, name: "Dr Somebody Else" };
  return {
    tenant,
    clinician,
    patient,
    ravi,
    reference,
    nora: await signedInAs(tenant, "patient", `Patient/${patient}`, "Nora Halloran"),
    at: `/api/patients/${patient}/own-consents`,
    listed: `/api/patients/${patient}/consents`,
    sees: async (role: RoleId, who: string, type: "Observation" | "Condition" = "Observation") => {
      const reader = await signedInAs(tenant, role, who, "Somebody");
      return (await chart.search(reader, type, [["patient", patient]])).value.matches.length;
    },
  };
}

const kept = (who: readonly ConsentParty[], more: object = {}) => ({
  otherwise: "roles",
  statements: [{ decision: "deny", who, ...more }],
  givenBy: "patient",
});

test("a patient keeps somebody out at once and takes it back, signed and told as theirs, and nobody else is kept out", async () => {
  const { tenant, clinician, nora, ravi, reference, patient, at, listed, sees } = await aHalloran();
  const other = `Practitioner/${randomUUID()}`;
  expect(await sees("clinician", reference)).toBe(1);
  const made = await call(nora, "POST", at, kept([ravi]));
  expect(made.statusCode).toBe(201);
  const { id, sentences } = consentRow.parse(made.json());
  // By the name that is recorded, whatever was sent.
  expect(sentences.join(" ")).toContain("Dr Ravi Trivedi may not see or change this record.");
  expect([await sees("clinician", reference), await sees("clinician", other)]).toEqual([0, 1]);
  expect((await chart.search(nora, "Observation", [["patient", patient]])).value.matches).toHaveLength(1);

  const pharmacist: ConsentParty = { kind: "role", id: "pharmacist" };
  const sensitive = await call(nora, "POST", at, kept([pharmacist], { labels: ["PSY"] }));
  expect(sensitive.statusCode).toBe(201);
  expect(await sees("pharmacist", other, "Condition")).toBe(0);
  expect(await sees("pharmacist", other)).toBe(1);

  const seen = async (who: Caller) => consentList.parse((await call(who, "GET", listed)).json());
  expect(await seen(nora)).toMatchObject({
    mayKeepOut: true,
    mayChange: false,
    consents: [{ own: true }, { own: true }],
  });
  expect(await seen(clinician)).toMatchObject({
    mayKeepOut: false,
    consents: [{ own: false, givenBy: "the patient" }, { givenBy: "the patient" }],
  });
  const signatures = async () =>
    consentSignatures.parse((await call(clinician, "GET", `${listed}/${id}/signatures`)).json());
  const author = { verdict: "valid", signer: "Nora Halloran", meaning: "authorship" };
  expect(await signatures()).toMatchObject({ state: "holds", signatures: [{ ...author, act: "recorded" }] });

  const stale = await call(nora, "POST", `${at}/${id}/withdraw`, { version: 2 });
  expect([stale.statusCode, stale.json().code]).toEqual([409, "consents/changed-meanwhile"]);
  expect((await call(nora, "POST", `${at}/${id}/withdraw`, { version: 1 })).statusCode).toBe(200);
  expect(await sees("clinician", reference)).toBe(1);
  expect(await signatures()).toMatchObject({ state: "holds", signatures: [author, { ...author, act: "withdrawn" }] });
  expect((await call(nora, "POST", `${at}/${id}/withdraw`, { version: 2 })).statusCode).toBe(404);

  await house.ledger.sequence(tenant);
  const entries = await house.reader.aboutPatient(tenant, patient, { before: undefined, limit: 40 });
  const hers = entries.map(({ entry }) => entry).filter(({ actor }) => actor.id === nora.id);
  expect(hers.map(({ action }) => action)).toEqual(expect.arrayContaining(["create", "update"]));
});

test("a patient takes back only what they wrote and nobody changed, writes for nobody else, and nobody writes so for them", async () => {
  const { clinician, nora, ravi, patient, at, listed } = await aHalloran();
  const staffs = await call(clinician, "POST", listed, kept([ravi]));
  const { id } = consentRow.parse(staffs.json());
  const [theirs, absent] = await Promise.all(
    [id, randomUUID()].map((of) => call(nora, "POST", `${at}/${of}/withdraw`, { version: 1 })),
  );
  expect([theirs?.statusCode, absent?.statusCode]).toEqual([404, 404]);

  const own = consentRow.parse((await call(nora, "POST", at, kept([ravi]))).json());
  const target = { type: "Consent", id: parseResourceId(own.id) } as const;
  const stored = JSON.parse((await chart.read(clinician, target)).value.body.toString());
  await chart.update(clinician, target, { ...stored, dateTime: "2026-03-07" });
  expect((await call(nora, "POST", `${at}/${own.id}/withdraw`, { version: 2 })).statusCode).toBe(404);

  const other = await aClinic();
  const [hidden, nowhere] = await Promise.all(
    [other.patient, randomUUID()].map((of) => call(nora, "POST", `/api/patients/${of}/own-consents`, kept([ravi]))),
  );
  expect([hidden?.statusCode, hidden?.json()]).toEqual([404, nowhere?.json()]);
  expect((await call(clinician, "POST", at, kept([ravi]))).statusCode).toBe(403);
  const app = { id: "1.app", name: "An app", scopes: nora.scopes };
  expect((await call({ ...nora, app }, "POST", at, kept([ravi]))).statusCode).toBe(403);
  const related = await signedInAs(nora.tenant, "family-member", `Patient/${patient}`, "Jack Halloran");
  expect((await call(related, "POST", at, kept([ravi]))).statusCode).toBe(403);
  // Nor through FHIR: the role writes no consents.
  await expect(chart.create(nora, "Consent", stored)).rejects.toMatchObject({ code: "chart/not-permitted" });
});

test("a permit, a way round one, a decision about oneself and odd input are refused, and are no fault of ours", async () => {
  const { nora, ravi, at, listed } = await aHalloran();
  const role = (id: string): ConsentParty => ({ kind: "role", id });
  const unseen: ConsentParty = { ...role("x"), kind: "person", reference: `RelatedPerson/${randomUUID()}`, name: "A" };
  const deny = { decision: "deny", who: [ravi] };
  const refused: readonly (readonly [number, object])[] = [
    [400, { ...kept([ravi]), statements: [{ ...deny, decision: "permit" }] }],
    [400, { ...kept([ravi]), statements: [{ ...deny, except: [ravi] }] }],
    [400, { ...kept([ravi]), statements: [deny, { decision: "deny", labels: ["PSY"] }] }],
    [400, kept([ravi], { labels: [] })],
    [400, kept([ravi], { purposes: ["TREAT"] })],
    [400, kept([ravi], { provision: [{ type: "permit" }] })],
    [400, { ...kept([ravi]), otherwise: "deny" }],
    [400, { ...kept([ravi]), givenBy: "representative", representative: "Jack" }],
    [400, { ...kept([ravi]), sourceAttachment: { data: "eA==" } }],
    [400, kept([{ ...unseen, reference: `Patient/${randomUUID()}` } as ConsentParty])],
    [422, kept([ravi], { labels: ["NOPE"] })],
    [422, kept([role("wizard")])],
    [422, kept([role("patient")])],
    [422, kept([unseen])],
    [400, kept([ravi], { until: "soon" })],
    [422, kept([ravi], { until: "2020-01-01" })],
  ];
  for (const [status, body] of refused)
    expect((await call(nora, "POST", at, body)).statusCode, JSON.stringify(body)).toBe(status);
  const answers = new Set<number>();
  for (const text of ["a\u0000b", "half \ud800 a pair", "\u202e\u2028 'or\"1=1;--", "-".repeat(36)]) {
    for (const body of [kept([role(text)]), kept([{ ...unseen, reference: `Practitioner/${text}` }]), [text]])
      answers.add((await call(nora, "POST", at, body)).statusCode);
    answers.add(
      (await call(nora, "POST", `${at}/${encodeURIComponent(text.toWellFormed())}/withdraw`, { version: 1 }))
        .statusCode,
    );
    answers.add((await call(nora, "POST", `${at}/${randomUUID()}/withdraw`, { version: text })).statusCode);
  }
  expect(
    [...answers].every((status) => [400, 404, 422].includes(status)),
    [...answers].join(),
  ).toBe(true);
  expect(consentList.parse((await call(nora, "GET", listed)).json()).consents).toEqual([]);
});

test("a patient who decides in many windows at once has no more decisions than one who decides in one", async () => {
  const { nora, ravi, at, clinician } = await aHalloran();
  const written = (await call(nora, "POST", at, kept([ravi]))).json() as { id: string };
  const one = await chart.read(clinician, { type: "Consent", id: parseResourceId(written.id) });
  const { id: _id, meta: _meta, ...consent } = JSON.parse(one.value.body.toString()) as FhirResource;
  const writer: Caller = {
    ...nora,
    scopes: parseScopes("patient/Consent.cru"),
    permissions: new Set(["consents.manage"]),
  };
  for (let more = 0; more < 47; more += 1) await chart.create(writer, "Consent", consent as FhirResource);
  const answers = await Promise.all(Array.from({ length: 5 }, () => call(nora, "POST", at, kept([ravi]))));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 201, 409, 409, 409]);
  expect(answers.flatMap((answer) => (answer.json() as { code?: string }).code ?? [])).toEqual(
    Array.from({ length: 3 }, () => "consents/too-many"),
  );
});
