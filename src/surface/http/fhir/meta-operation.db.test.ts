import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anOrganisation, aPatient, inside } from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import { type Caller, noPermissions, removedLabelSystem } from "../../../custody/access/index.ts";
import { labelled, labelsCalledFor, sensitivitySystem, takesLabelOff } from "../../../custody/policy/index.ts";
import type { FhirResource, JsonObject, JsonValue } from "../../../foundation/fhir/index.ts";
import { openAuditEvents } from "../audit-events/index.ts";
import { capabilityStatement } from "./capability-statement.ts";
import { performBundle } from "./perform-bundle.ts";
import { perform } from "./perform.ts";

const house = await aHouse();
const chart = house.chartWith({ policy: { label: labelled, takesLabelOff } });
const doors = { chart, auditEvents: openAuditEvents(house) };

const label = (code: string): JsonObject => ({ system: sensitivitySystem, code });
const tag = (code: string): JsonObject => ({ system: "urn:x", code });
const removal = (code: string): JsonObject => ({ system: removedLabelSystem, code });
const parameters = (valueMeta: JsonValue): JsonObject => ({
  resourceType: "Parameters",
  parameter: [{ name: "meta", valueMeta }],
});

async function aRecord(words?: (patient: string) => FhirResource) {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const resource = words?.(patient.id) ?? {
    resourceType: "Condition",
    code: { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "F32.1" }] },
    subject: { reference: `Patient/${patient.id}` },
  };
  const type = resource.resourceType === "DocumentReference" ? "DocumentReference" : "Condition";
  const signing = type === "DocumentReference" ? { action: "sign" as const } : {};
  const { value } = await chart.create(clinician, type, resource, signing);
  const ask = async (operation: string, meta?: JsonValue, as: { caller?: Caller; ifMatch?: string } = {}) => {
    const answer = await perform(doors, as.caller ?? clinician, {
      method: meta === undefined ? "GET" : "POST",
      path: [type, value.id, operation],
      query: [],
      headers: { ifMatch: as.ifMatch },
      body: meta === undefined ? undefined : parameters(meta),
      base: "http://x/fhir",
    });
    const body = JSON.parse(answer.body.toString()) as { parameter: [{ name: string; valueMeta: JsonObject }] };
    expect(body.parameter[0].name).toBe("return");
    return { ...answer, meta: body.parameter[0].valueMeta };
  };
  const stored = async () => inside((await chart.read(clinician, { type, id: value.id })).value);
  return { tenant, clinician, id: value.id, ask, stored };
}

test("$meta tells the meta, $meta-add adds to it as to sets, and $meta-delete takes away; each change is a version and in the ledger", async () => {
  const { ask, stored, id } = await aRecord();
  const before = await ask("$meta");
  expect(before.meta).toMatchObject({ versionId: "1", security: [{ code: "PSY", userSelected: false }] });
  expect(before.entryIds).toHaveLength(1);

  const added = await ask("$meta-add", {
    profile: ["urn:p", "urn:p"],
    tag: [tag("a"), { ...tag("a"), display: "again" }],
    security: [label("SEX"), { ...label("PSY"), display: "other words" }],
  });
  expect(added).toMatchObject({ status: 200, etag: 'W/"2"', location: `Condition/${id}/_history/2` });
  expect(added.meta).toMatchObject({ versionId: "2", profile: ["urn:p"], tag: [tag("a")] });
  expect(added.meta["security"]).toEqual([expect.objectContaining({ code: "PSY", userSelected: false }), label("SEX")]);
  expect(added.entryIds).toHaveLength(1);

  const gone = await ask("$meta-delete", { profile: ["urn:p", "urn:q"], tag: [tag("a"), tag("b")] });
  expect(gone.meta).not.toHaveProperty("profile");
  expect(gone.meta).not.toHaveProperty("tag");
  expect((await stored())["code"]).toEqual({ coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "F32.1" }] });
});

test("a label that is taken off stays off, though its code still calls for it, until somebody adds it again", async () => {
  const { ask, stored } = await aRecord();
  const off = await ask("$meta-delete", { security: [label("PSY")] });
  expect(off.meta).toMatchObject({ tag: [removal("PSY")] });
  expect(off.meta).not.toHaveProperty("security");
  await expect(ask("$meta-delete", { tag: [removal("PSY")] })).rejects.toMatchObject({
    code: "chart/bad-entry",
    path: "Parameters.parameter[0].valueMeta.tag[0]",
  });
  const on = await ask("$meta-add", { security: [label("PSY")] });
  expect(on.meta).toMatchObject({ security: [label("PSY")] });
  expect(on.meta).not.toHaveProperty("tag");
  expect((await stored()).meta).toEqual(on.meta);
});

test("what is there already, or isn't, makes no version; If-Match holds all the same", async () => {
  const { ask } = await aRecord();
  for (const [operation, meta] of [
    ["$meta-add", { security: [label("PSY")] }],
    ["$meta-delete", { security: [label("HIV")], tag: [tag("a")] }],
  ] as const) {
    const answer = await ask(operation, meta, { ifMatch: 'W/"1"' });
    expect([answer.etag, answer.entryIds.length]).toEqual(['W/"1"', 1]);
    await expect(ask(operation, meta, { ifMatch: 'W/"2"' })).rejects.toMatchObject({
      code: "chart/precondition-failed",
    });
  }
  // Those who add at the same time add all of it.
  await Promise.all(["a", "b", "c", "d"].map((code) => ask("$meta-add", { tag: [tag(code)] })));
  const { meta } = await ask("$meta");
  expect((meta["tag"] as unknown as JsonObject[]).map(({ code }) => code).sort()).toEqual(["a", "b", "c", "d"]);
  expect(meta["versionId"]).toBe("5");
});

test("who may not change the record, or doesn't see it, is refused as by an update", async () => {
  const { tenant, clinician, ask, stored } = await aRecord();
  const meta = { security: [label("SEX")] };
  const caller = (scopes: string) => aClient(tenant, scopes);
  await expect(ask("$meta-add", meta, { caller: caller("system/Condition.rs") })).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
  await expect(ask("$meta", undefined, { caller: caller("system/Condition.u") })).rejects.toMatchObject({
    code: "chart/not-permitted",
  });
  const elsewhere = aClinician(await anOrganisation(house));
  const uncleared: Caller = { ...clinician, clearances: ["HIV"] };
  for (const one of [elsewhere, uncleared]) {
    await expect(ask("$meta", undefined, { caller: one })).rejects.toMatchObject({ code: "chart/not-found" });
    for (const operation of ["$meta-add", "$meta-delete"])
      await expect(ask(operation, meta, { caller: one })).rejects.toMatchObject({ code: "chart/not-found" });
  }
  // Out of one's own sight.
  const partly: Caller = { ...clinician, clearances: ["PSY"] };
  await expect(ask("$meta-add", meta, { caller: partly })).rejects.toMatchObject({ code: "chart/outside-scope" });
  for (const without of [{ ...clinician, permissions: noPermissions }, caller("system/*.cruds")]) {
    await expect(ask("$meta-delete", { security: [label("PSY")] }, { caller: without })).rejects.toMatchObject({
      code: "chart/field-not-yours",
      path: "Condition.meta.tag",
    });
    await expect(ask("$meta-add", { tag: [removal("PSY")] }, { caller: without })).rejects.toMatchObject({
      code: "chart/field-not-yours",
    });
  }
  expect((await stored()).meta?.versionId).toBe("1");
});

test("whoever doesn't see what a label is put on for learns of it by no operation", async () => {
  const { tenant, clinician, ask, stored } = await aRecord();
  const desk: Caller = {
    ...aClient(tenant, "system/Condition.ru"),
    fieldRules: [{ type: "Condition", path: "code", access: "hidden" }],
    clearances: [],
    standing: aStanding({ labelsCalledFor }),
  };
  for (const [operation, meta] of [
    ["$meta", undefined],
    ["$meta-delete", { security: [label("PSY")] }],
    ["$meta-add", { tag: [tag("a")] }],
  ] as const)
    expect(JSON.stringify((await ask(operation, meta, { caller: desk })).meta)).not.toContain("PSY");
  expect((await stored()).meta).toMatchObject({ security: [{ code: "PSY", userSelected: false }], tag: [tag("a")] });
  await ask("$meta-delete", { security: [label("PSY")] }, { caller: clinician });
  expect(JSON.stringify((await ask("$meta", undefined, { caller: desk })).meta)).not.toContain("PSY");
});

test("a signed note takes sensitivity labels and nothing else", async () => {
  const { ask, stored } = await aRecord((patient) => ({
    resourceType: "DocumentReference",
    status: "current",
    docStatus: "final",
    subject: { reference: `Patient/${patient}` },
    content: [{ attachment: { contentType: "text/plain", data: "U2xlZXBz" } }],
  }));
  const { meta: _meta, ...words } = await stored();
  expect((await ask("$meta-add", { security: [label("PSY")] })).meta).toMatchObject({ security: [label("PSY")] });
  expect((await ask("$meta-delete", { security: [label("PSY")] })).meta).toMatchObject({ tag: [removal("PSY")] });
  for (const meta of [{ tag: [tag("a")] }, { profile: ["urn:p"] }, { security: [label("SEX"), tag("a")] }])
    await expect(ask("$meta-add", meta)).rejects.toMatchObject({ code: "chart/signed-is-final" });
  const { meta: _now, ...left } = await stored();
  expect(left).toEqual(words);
});

test("what isn't a meta is refused with its place", async () => {
  const { ask, clinician, id } = await aRecord();
  const at = "Parameters.parameter[0].valueMeta";
  for (const [meta, path] of [
    [{}, at],
    [[], at],
    [{ versionId: "9", tag: [tag("a")] }, at],
    [{ tag: {} }, `${at}.tag`],
    [{ tag: [tag("a"), { system: "urn:x" }] }, `${at}.tag[1]`],
    [{ security: ["PSY"] }, `${at}.security[0]`],
    [{ profile: [1] }, `${at}.profile[0]`],
    [{ tag: Array.from({ length: 65 }, (_, index) => tag(`t${index}`)) }, at],
  ] as const)
    await expect(ask("$meta-add", meta)).rejects.toMatchObject({ code: "chart/bad-entry", path });
  await expect(ask("$meta-add", { tag: [{ system: "not an address", code: "a" }] })).rejects.toMatchObject({
    code: "chart/invalid-resource",
  });
  const post = (
    path: readonly string[],
    body: JsonValue | undefined,
    method = "POST",
    query: [string, string][] = [],
  ) => perform(doors, clinician, { method, path, query, headers: {}, body, base: "" });
  const good = parameters({ tag: [tag("a")] });
  const there = ["Condition", id, "$meta-add"];
  for (const body of [undefined, { resourceType: "Patient" }, { resourceType: "Parameters" }])
    await expect(post(there, body)).rejects.toMatchObject({ code: "chart/bad-entry" });
  await expect(post(there, good, "POST", [["x", "y"]])).rejects.toMatchObject({ code: "chart/bad-entry", path: "x" });
  await expect(post(there, undefined, "GET")).rejects.toMatchObject({ code: "http/unsupported-method" });
  await expect(post(["Condition", "7", "$meta-add"], good)).rejects.toMatchObject({ code: "chart/not-found" });
  for (const path of [
    ["$meta"],
    ["Condition", "$meta"],
    [...there, "x"],
    ["Condition", id, "_history", "1", "$meta-add"],
  ])
    await expect(post(path, good)).rejects.toMatchObject({ code: "http/unknown-address" });
  await expect(post(["AuditEvent", id, "$meta-add"], good)).rejects.toMatchObject({ code: "http/unknown-address" });
});

test("a batch takes them, a transaction doesn't, and the statement says what there is", async () => {
  const { clinician, id, stored } = await aRecord();
  const work = {
    onFault: () => undefined,
    charge: async () => undefined,
    isAbandoned: () => false,
    callerNow: async () => clinician,
  };
  const bundle = (type: string) => ({
    resourceType: "Bundle",
    type,
    entry: [
      {
        request: { method: "POST", url: `Condition/${id}/$meta-add`, ifMatch: 'W/"1"' },
        resource: parameters({ tag: [tag("a")] }),
      },
    ],
  });
  await expect(performBundle(doors, clinician, bundle("transaction"), "", work)).rejects.toMatchObject({
    code: "chart/bad-entry",
  });
  const { body } = await performBundle(doors, clinician, bundle("batch"), "", work);
  expect(JSON.parse(body.toString())).toMatchObject({ entry: [{ response: { status: "200", etag: 'W/"2"' } }] });
  expect((await stored()).meta).toMatchObject({ tag: [tag("a")] });
  const statement = JSON.parse(capabilityStatement("http://x/fhir", "1", "2026-01-01")) as {
    rest: [{ resource: { type: string; operation?: { name: string }[] }[] }];
  };
  const operations = (wanted: string) =>
    statement.rest[0].resource.find(({ type }) => type === wanted)?.operation?.map(({ name }) => name);
  expect(operations("Condition")).toEqual(["meta", "meta-add", "meta-delete"]);
  expect(operations("Patient")).toEqual(["everything", "meta", "meta-add", "meta-delete"]);
  expect(operations("AuditEvent")).toBeUndefined();
});
