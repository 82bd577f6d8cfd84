import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type ConsentStatement, consentList, consentRow, seenBy } from "../../../../contract/index.ts";
import { aClinician, anObservation } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { policyAtWork } from "./testing/policy-at-work.ts";

const { house, chart, aClinic, aPerson, signedIn, call } = await policyAtWork();

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
