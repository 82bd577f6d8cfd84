import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { preview, previewPeople, seenBy } from "../../../../contract/index.ts";
import { aClinician, aReceptionist } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { definition, policyAtWork } from "./testing/policy-at-work.ts";

const { house, chart, aClinic, aPerson, signedIn, call } = await policyAtWork();

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
