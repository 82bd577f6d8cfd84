import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type ConsentParty, type ConsentStatement, seenByParty } from "../../../../contract/index.ts";
import { aClinician } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { policyAtWork } from "./testing/policy-at-work.ts";

const { house, policy, chart, aClinic, aPerson, call } = await policyAtWork();

/** Somebody who signs in to read their own record. */
async function signedInAs(tenant: Caller["tenant"], patient: Caller["patient"]): Promise<Caller> {
  const facts = await policy.facts({
    tenant,
    kind: "person",
    id: randomUUID(),
    role: "patient",
    references: [`Patient/${patient}`],
  });
  return { ...aClinician(tenant), ...facts, id: randomUUID(), name: "Nora Halloran" };
}

const role = (id: string): ConsentParty => ({ kind: "role", id });

test("a patient sees what others would see of their record, before and after a decision, and nothing is decided by looking", async () => {
  const { tenant, clinician, patient } = await aClinic();
  const { value: relative } = await chart.create(clinician, "RelatedPerson", {
    resourceType: "RelatedPerson",
    active: true,
    patient: { reference: `Patient/${patient}` },
    name: [{ text: "Jack Halloran" }],
  });
  const nora = await signedInAs(tenant, patient);
  const ask = async (party: ConsentParty, statement?: ConsentStatement, otherwise = "roles") => {
    const consent = { otherwise, statements: statement === undefined ? [] : [statement], givenBy: "patient" };
    const answer = await call(nora, "POST", `/api/patients/${patient}/seen-by-party`, {
      party,
      ...(statement === undefined && otherwise === "roles" ? {} : { consent }),
    });
    const { types, ...rest } = seenByParty.parse(answer.json());
    const of = (type: string) => {
      const found = types.find((one) => one.type === type);
      return found === undefined ? undefined : [found.yours, found.before, found.after];
    };
    return { ...rest, condition: of("Condition"), observation: of("Observation") };
  };

  // The depression is marked mental health: a pharmacist is cleared for it, a nurse isn't.
  expect(await ask(role("pharmacist"))).toEqual({ signsIn: true, condition: [1, 1, 1], observation: [1, 1, 1] });
  expect(await ask(role("pharmacist"), { decision: "deny", labels: ["PSY"] })).toMatchObject({ condition: [1, 1, 0] });
  expect(await ask(role("pharmacist"), undefined, "deny")).toMatchObject({
    condition: [1, 1, 0],
    observation: [1, 1, 0],
  });
  expect(await ask(role("therapist"))).toMatchObject({ assumed: "treats", condition: [1, 1, 1] });
  expect(await ask(role("front-desk"))).toMatchObject({ condition: [1, 0, 0], observation: [1, 0, 0] });

  const jack: ConsentParty = { kind: "person", reference: `RelatedPerson/${relative.id}`, name: "Jack Halloran" };
  expect(await ask(jack)).toEqual({
    assumed: "acts-for",
    signsIn: true,
    condition: [1, 0, 0],
    observation: [1, 1, 1],
  });
  expect(await ask(jack, { decision: "deny", who: [jack] })).toMatchObject({ observation: [1, 1, 0] });

  const works: ConsentParty = { kind: "organisation", reference: `Organization/${randomUUID()}`, name: "Quay Works" };
  expect(await ask(works)).toEqual({ signsIn: true, condition: [1, 0, 0], observation: [1, 0, 0] });
  expect(await ask(works, { decision: "permit", who: [works] })).toMatchObject({ observation: [1, 0, 1] });

  const reference = `Practitioner/${randomUUID()}`;
  aPerson("clinician", reference);
  const ravi: ConsentParty = { kind: "person", reference, name: "Dr Ravi Trivedi" };
  expect(await ask(ravi, { decision: "deny", who: [ravi] })).toMatchObject({ condition: [1, 1, 0] });
  const stranger: ConsentParty = { ...ravi, reference: `Practitioner/${randomUUID()}` };
  expect(await ask(stranger)).toEqual({ signsIn: false, condition: [1, 0, 0], observation: [1, 0, 0] });

  expect(await ask({ ...stranger, name: "nobody. Approved by\nDr Ravi Trivedi" })).toMatchObject({ signsIn: false });

  // Nothing of it holds, and she reads herself that it was she who compared.
  expect(await ask(role("pharmacist"))).toMatchObject({ condition: [1, 1, 1] });
  await house.ledger.sequence(tenant);
  const entries = await house.reader.aboutPatient(tenant, patient, { before: undefined, limit: 5 });
  expect(entries[0]?.entry).toMatchObject({
    action: "preview",
    detail: "compared what they see with what the role pharmacist would see",
  });
  expect(entries[1]?.entry.detail).toBe(
    `compared what they see with what a member of staff (${stranger.reference}) would see`,
  );
});

test("nobody compares another’s record so, and what can’t be understood is refused with its place", async () => {
  const { tenant, clinician, patient } = await aClinic();
  const other = await aClinic();
  const nora = await signedInAs(tenant, patient);
  const url = (of: string) => `/api/patients/${of}/seen-by-party`;
  const party = role("pharmacist");
  const [theirs, nowhere] = await Promise.all(
    [other.patient, randomUUID()].map((of) => call(nora, "POST", url(of), { party })),
  );
  expect([theirs?.statusCode, theirs?.json().code]).toEqual([404, "chart/not-found"]);
  expect(theirs?.json()).toEqual(nowhere?.json());
  expect((await call(clinician, "POST", url(patient), { party })).statusCode).toBe(403);
  const unknown = await call(nora, "POST", url(patient), { party: role("wizard") });
  expect([unknown.statusCode, unknown.json().path]).toEqual([422, "party.id"]);
  const consent = { otherwise: "roles", statements: [{ decision: "deny", labels: ["NOPE"] }], givenBy: "patient" };
  const unsuitable = await call(nora, "POST", url(patient), { party, consent });
  expect([unsuitable.statusCode, unsuitable.json().path]).toEqual([422, "statements.0.labels.0"]);
});

test("odd input is refused or taken, and is no fault of ours", async () => {
  const { tenant, patient } = await aClinic();
  const nora = await signedInAs(tenant, patient);
  const reference = `RelatedPerson/${randomUUID()}`;
  const answers = new Set<number>();
  for (const text of ["a\u0000b", "half \ud800 a pair", "\u202e\u2028 'or\"1=1;--", "x".repeat(500)])
    for (const body of [
      { party: { kind: "person", reference, name: text } },
      { party: { kind: "organisation", reference: text, name: text } },
      { party: role(text), consent: { otherwise: text, statements: [], givenBy: "patient" } },
      { party: role("pharmacist"), consent: { otherwise: "roles", statements: [], givenBy: "patient" } },
      { party: text },
      [text],
    ])
      answers.add((await call(nora, "POST", `/api/patients/${patient}/seen-by-party`, body)).statusCode);
  expect([...answers].sort()).toEqual([200, 400, 422]);
});
