import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, aNote, anOrganisation, aPatient, inside } from "../../../test/people/index.ts";
import { aStanding } from "../../../test/people/standing.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { type Caller, parseScopes } from "../access/index.ts";
import { labelled, labelsCalledFor, sensitivitySystem, takesLabelOff } from "../policy/index.ts";

const house = await aHouse();
const chart = house.chartWith({ policy: { label: labelled, takesLabelOff } });

/** A signature without a signature's bytes: what is in it is no matter of the chart. */
const signatureOf = async (record: FhirResource): Promise<FhirResource> => ({
  resourceType: "Provenance",
  target: [
    { reference: `${record.resourceType}/${record.id}/_history/${record.meta?.versionId}` },
    record["subject"] as { reference: string },
  ],
  recorded: "2026-03-07T09:00:00Z",
  agent: [{ who: { display: "Dr Ada Okafor" } }],
  signature: [
    {
      type: [{ system: "urn:iso-astm:E1762-95:2013", code: "1.2.840.10065.1.12.1.1" }],
      when: "2026-03-07T09:00:00Z",
      who: { display: "Dr Ada Okafor" },
      data: "eA==",
    },
  ],
});

async function aSignedNote() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const signing = { action: "sign", signature: signatureOf } as const;
  const note = aNote(patient.id, { docStatus: "final" });
  const { value, entryIds } = await chart.create(clinician, "DocumentReference", note, signing);
  const { value: found } = await chart.search(clinician, "Provenance", [["target", `DocumentReference/${value.id}`]]);
  const signature = found.matches[0];
  if (signature === undefined) throw new Error("there is no signature");
  const target = { type: "DocumentReference", id: value.id } as const;
  return { tenant, clinician, patient: patient.id, target, note: value, entryIds, signature };
}

test("a record and its signature are written together, about one patient, in one entry", async () => {
  const { tenant, patient, note, signature, entryIds } = await aSignedNote();
  expect(signature.patient).toBe(patient);
  expect(inside(signature)["target"]).toContainEqual({ reference: `DocumentReference/${note.id}/_history/1` });
  expect(entryIds).toHaveLength(1);
  expect(await house.reader.entry(tenant, entryIds[0] ?? "")).toMatchObject({
    action: "sign",
    resources: [`DocumentReference/${note.id}/1`, `Provenance/${signature.id}/1`],
  });
});

test("what can't be signed isn't written", async () => {
  const { clinician, patient } = await aSignedNote();
  const before = (await chart.search(clinician, "DocumentReference", [["patient", patient]])).value.matches.length;
  const failed = new Error("no key");
  const making = chart.create(clinician, "DocumentReference", aNote(patient, { docStatus: "final" }), {
    action: "sign",
    signature: () => Promise.reject(failed),
  });
  await expect(making).rejects.toBe(failed);
  const after = (await chart.search(clinician, "DocumentReference", [["patient", patient]])).value.matches.length;
  expect(after).toBe(before);
});

test("nobody writes a signature, changes one or takes one away", async () => {
  const { tenant, clinician, patient, signature } = await aSignedNote();
  const stored = inside(signature);
  const { id: _, ...copy } = stored;
  const target = { type: "Provenance", id: signature.id } as const;
  for (const caller of [clinician, aClient(tenant, "system/*.cruds")]) {
    await expect(chart.create(caller, "Provenance", copy as FhirResource)).rejects.toMatchObject({
      code: "chart/sign-instead",
    });
    await expect(
      chart.transact(caller, [{ kind: "create", type: "Provenance", resource: copy as FhirResource }]),
    ).rejects.toMatchObject({ code: "chart/sign-instead" });
    for (const changed of [
      { ...stored, recorded: "2026-03-07T10:00:00Z" },
      { ...stored, signature: undefined },
    ])
      await expect(chart.update(caller, target, changed as FhirResource)).rejects.toMatchObject({
        code: "chart/signed-is-final",
      });
    await expect(chart.delete(caller, target)).rejects.toMatchObject({ code: "chart/signed-is-final" });
  }
  const { refused } = await chart.importTogether(clinician, [
    { resource: { ...stored, recorded: "2026-03-07T10:00:00Z" }, fullUrl: `urn:uuid:${signature.id}` },
  ]);
  expect(refused).toMatchObject([{ code: "chart/signed-is-final" }]);
  const bare = { resourceType: "Provenance", target: [{ reference: `Patient/${patient}` }] };
  const plain = { ...bare, recorded: "2026-03-07T09:00:00Z", agent: [{ who: { display: "Lab" } }] };
  expect((await chart.create(clinician, "Provenance", plain)).value.version).toBe(1);
});

test("a note that is labelled takes its signature along: who mayn't see it doesn't learn that somebody signed it", async () => {
  const { tenant, clinician, target, note, signature } = await aSignedNote();
  const uncleared: Caller = { ...aClinician(tenant), clearances: [], standing: aStanding({ labelsCalledFor }) };
  const seen = async () => (await chart.search(uncleared, "Provenance", [])).value.matches.length;
  expect(await seen()).toBe(1);
  const stored = inside(note);
  const security = [{ system: sensitivitySystem, code: "PSY" }];
  await chart.update(clinician, target, { ...stored, meta: { ...stored.meta, security } });
  expect(await seen()).toBe(0);
  const place = { type: "Provenance", id: signature.id } as const;
  const version = { ...place, version: 1 };
  for (const ask of [() => chart.read(uncleared, place), () => chart.vread(uncleared, version)])
    await expect(ask()).rejects.toMatchObject({ code: "chart/not-found" });
  const { value } = await chart.read(clinician, place);
  expect([value.version, inside(value)["signature"]]).toEqual([2, inside(signature)["signature"]]);
});

test("whoever may read a record is told of its signatures, whatever else they may read", async () => {
  const { tenant, clinician, target, note } = await aSignedNote();
  const reader: Caller = { ...aClinician(tenant), scopes: parseScopes("user/DocumentReference.r user/Patient.r") };
  await expect(chart.search(reader, "Provenance", [])).rejects.toMatchObject({ code: "chart/not-permitted" });
  const { value, entryIds } = await chart.attest(reader, target, async (attested) => ({
    ...attested,
    whole: [await attested.isShownWhole(1), await attested.isShownWhole(7)],
    first: await attested.version(1),
    none: await attested.version(7),
  }));
  expect(value).toMatchObject({ whole: [true, false], current: inside(note), first: inside(note), none: undefined });
  expect(value.signatures).toHaveLength(1);
  expect(await house.reader.entry(tenant, entryIds[0] ?? "")).toMatchObject({ action: "read", count: 1 });
  const narrow: Caller = {
    ...clinician,
    fieldRules: [{ type: "DocumentReference", path: "content", access: "hidden" }],
  };
  const judged = await chart.attest(narrow, target, async ({ isShownWhole, current }) => [
    await isShownWhole(1),
    current["content"],
  ]);
  expect(judged.value).toEqual([false, inside(note)["content"]]);
});

test("a record that the caller doesn't see is judged by nobody", async () => {
  const { tenant, target } = await aSignedNote();
  const other = await aSignedNote();
  const never = () => Promise.reject(new Error("it was judged"));
  await expect(chart.attest(other.clinician, target, never)).rejects.toMatchObject({ code: "chart/not-found" });
  const narrow = aClient(tenant, "system/DocumentReference.rs?status=superseded");
  await expect(chart.attest(narrow, target, never)).rejects.toMatchObject({ code: "chart/not-found" });
});
