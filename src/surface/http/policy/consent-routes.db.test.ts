import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { consentList, consentRow, consentSignatures, faultyConsents } from "../../../../contract/index.ts";
import { aPatient } from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { parseSignedRecord, verifySignature } from "../../../custody/signatures/index.ts";
import { expectCheckedElsewhere } from "../../../custody/signatures/testing/elsewhere.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { policyAtWork } from "./testing/policy-at-work.ts";

const { chart, aClinic, call } = await policyAtWork();

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

test("who records a consent and who withdraws it sign as witnesses, and a change through the API is told as such", async () => {
  const { clinician, patient } = await aClinic();
  const at = `/api/patients/${patient}/consents`;
  const body = { otherwise: "roles", statements: [{ decision: "deny", labels: ["HIV"] }], givenBy: "patient" };
  const refused = await call(clinician, "POST", at, { ...body, password: "wrong" });
  expect([refused.statusCode, consentList.parse((await call(clinician, "GET", at)).json()).consents]).toEqual([
    401,
    [],
  ]);
  const { id } = consentRow.parse((await call(clinician, "POST", at, { ...body, password: "right" })).json());
  const shown = async () => consentSignatures.parse((await call(clinician, "GET", `${at}/${id}/signatures`)).json());
  const witness = { verdict: "valid", signer: clinician.name, meaning: "witness" };
  expect(await shown()).toMatchObject({ state: "holds", signatures: [{ ...witness, act: "recorded" }] });

  expect((await call(clinician, "POST", `${at}/${id}/withdraw`, { version: 1 })).statusCode).toBe(200);
  const signatures = [
    { ...witness, act: "recorded" },
    { ...witness, act: "withdrawn" },
  ];
  expect(await shown()).toMatchObject({ state: "holds", signatures });
  const file = parseSignedRecord((await call(clinician, "GET", `${at}/${id}/signed-record`)).body);
  const [provenance = file.record] = file.signatures;
  expect(await verifySignature(file.record, provenance, file.history)).toMatchObject({
    kind: "valid",
    manifest: { target: `Consent/${id}/_history/2`, meaning: "witness" },
  });
  await expectCheckedElsewhere(file);

  // An import brings no signature of this kind: one that doesn't hold could never be taken away.
  const forged = { ...provenance, id: randomUUID(), recorded: "2026-03-01T00:00:00Z" };
  const imported = await chart.importTogether(clinician, [{ resource: forged }]);
  expect(imported).toMatchObject({ created: 0, refused: [{ code: "chart/sign-instead" }] });
  expect(await shown()).toMatchObject({ state: "holds", signatures });

  // Through the API it is in force again, as it was recorded: what was signed last is something else.
  const target = { type: "Consent", id: parseResourceId(id) } as const;
  const stored = JSON.parse((await chart.read(clinician, target)).value.body.toString()) as FhirResource;
  await chart.update(clinician, target, { ...stored, status: "active" });
  expect(await shown()).toMatchObject({ state: "changed-since", signatures });
  // Who sees all of what it says now needn't see all of what was signed.
  const { performer: _performer, ...without } = stored;
  await chart.update(clinician, target, { ...without, resourceType: "Consent", status: "active" });
  const fieldRules = [{ type: "Consent", path: "performer", access: "hidden" }] as const;
  const narrow: Caller = { ...clinician, id: "6d5a3f0e-1111-4a0b-8c3d-000000000009", fieldRules };
  const hidden = await call(narrow, "GET", `${at}/${id}/signed-record`);
  expect([hidden.statusCode, hidden.json()]).toMatchObject([403, { code: "consents/partly-hidden" }]);
  expect((await call(clinician, "GET", `${at}/${id}/signed-record`)).statusCode).toBe(200);
  const { value: other } = await chart.create(clinician, "Patient", aPatient());
  const elsewhere = await call(clinician, "GET", `/api/patients/${other.id}/consents/${id}/signatures`);
  expect([elsewhere.statusCode, elsewhere.json()]).toMatchObject([404, { code: "consents/unknown" }]);
});

test("a consent written through the API is unsigned, and has no file to check", async () => {
  const { clinician, patient } = await aClinic();
  const { value } = await chart.create(clinician, "Consent", {
    resourceType: "Consent",
    status: "active",
    scope: { text: "sharing" },
    category: [{ text: "privacy" }],
    patient: { reference: `Patient/${patient}` },
  });
  const at = `/api/patients/${patient}/consents/${value.id}`;
  expect((await call(clinician, "GET", `${at}/signatures`)).json()).toMatchObject({
    state: "unsigned",
    signatures: [],
  });
  expect((await call(clinician, "GET", `${at}/signed-record`)).statusCode).toBe(404);
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
