import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aNote, inside } from "../../../test/people/index.ts";
import { type Caller, parseScopes } from "../../custody/access/index.ts";
import { formatSignedRecord, parseSignedRecord, verifySignature } from "../../custody/signatures/index.ts";
import { CodedError, type ResourceId } from "../../foundation/kernel/index.ts";
import { type TestChart, notesAtWork, right } from "./testing/notes-at-work.ts";

const { house, notes, signatures, notesOver, aChart, begin, signedNotes } = await notesAtWork();
const { chart } = house;

async function signedIn(it: TestChart, text?: string): Promise<ResourceId> {
  const outcome = await notes.sign(it.clinician, { id: await begin(it, text), revision: 1, password: right });
  if (outcome.kind !== "signed") throw new Error(outcome.kind);
  return outcome.note;
}

const provenancesOf = async ({ clinician }: TestChart, note: ResourceId) =>
  (await chart.search(clinician, "Provenance", [["target", `DocumentReference/${note}`]])).value.matches;

/** What a note of before signatures were kept looks like; nothing but signing writes one. */
async function signedWithoutSignature({ clinician, patient }: TestChart): Promise<ResourceId> {
  const authenticator = { identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${clinician.id}` } };
  const note = { ...aNote(patient, { docStatus: "final" }), authenticator, date: new Date(house.now()).toISOString() };
  return (await chart.create(clinician, "DocumentReference", note, { action: "sign" })).value.id;
}

test("a signed note says by whom, when and meaning what, and is found as it was signed", async () => {
  const it = await aChart();
  const note = await signedIn(it);
  const when = new Date(house.now()).toISOString();
  const { state, signatures: found } = await notes.signatures(it.clinician, note);
  expect([state, found]).toMatchObject([
    "holds",
    [
      {
        kind: "valid",
        relabelled: false,
        manifest: {
          signer: { id: it.clinician.id, name: it.clinician.name },
          when,
          meaning: "authorship",
          target: `DocumentReference/${note}/_history/1`,
        },
      },
    ],
  ]);
  const [provenance] = await provenancesOf(it, note);
  expect(provenance?.patient).toBe(it.patient);
});

test("signing is one entry of the ledger, which names the note and its signature", async () => {
  const it = await aChart();
  const note = await signedIn(it);
  const [provenance] = await provenancesOf(it, note);
  const found = await house.reader.aboutPatient(it.tenant, it.patient, { limit: 100 });
  expect(found.filter(({ entry }) => entry.action === "sign").map(({ entry }) => entry.resources)).toEqual([
    [`DocumentReference/${note}/1`, `Provenance/${provenance?.id}/1`],
  ]);
});

test("whoever may read the note is told of its signature, and others nothing at all", async () => {
  const it = await aChart();
  const note = await signedIn(it);
  const reader: Caller = { ...aClinician(it.tenant), scopes: parseScopes("user/DocumentReference.r") };
  expect(await notes.signatures(reader, note)).toMatchObject({ state: "holds" });
  const elsewhere = await aChart();
  for (const asked of [notes.signatures, notes.signedRecord])
    await expect(asked(elsewhere.clinician, note)).rejects.toMatchObject({ code: "chart/not-found" });
});

test("a note that is labelled afterwards still holds, and says so", async () => {
  const it = await aChart();
  const note = await signedIn(it);
  const target = { type: "DocumentReference", id: note } as const;
  const stored = inside((await chart.read(it.clinician, target)).value);
  const security = [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "PSY" }];
  await chart.update(it.clinician, target, { ...stored, meta: { ...stored.meta, security } });
  expect(await notes.signatures(it.clinician, note)).toMatchObject({
    state: "holds",
    signatures: [{ kind: "valid", relabelled: true }],
  });
});

test("a note that was changed beneath the chart's own rules is broken", async () => {
  const it = await aChart();
  const note = await signedIn(it);
  const { current, provenance } = await notesParts(it, note);
  const altered = { ...current, description: "Other words" };
  const over = notesOver({
    db: house.db,
    chart: {
      ...chart,
      attest: async (_caller, _target, judge) => ({
        value: await judge({
          current: altered,
          isShownWhole: async () => true,
          signatures: [provenance],
          version: async () => current,
        }),
        entryIds: [],
      }),
    },
  });
  expect(await over.signatures(it.clinician, note)).toMatchObject({
    state: "broken",
    signatures: [{ kind: "broken", fault: "not-as-signed" }],
  });
});

async function notesParts({ clinician }: TestChart, note: ResourceId) {
  const { value } = await chart.attest(
    clinician,
    { type: "DocumentReference", id: note },
    async (attested) => attested,
  );
  const [provenance] = value.signatures;
  if (provenance === undefined) throw new Error("it has no signature");
  return { current: value.current, provenance };
}

test("a signature can't be put on another note by import; one that was before makes that note broken and nothing else", async () => {
  const it = await aChart();
  const [note, other] = [await signedIn(it, "One."), await signedIn(it, "Other.")];
  const { provenance } = await notesParts(it, note);
  const moved = JSON.parse(JSON.stringify(provenance).replaceAll(note, other)) as typeof provenance;
  const file = [{ resource: { ...moved, id: randomUUID() } }];
  const { refused } = await chart.importTogether(it.clinician, file);
  expect(refused).toMatchObject([{ code: "chart/sign-instead" }]);
  expect((await notes.signatures(it.clinician, other)).state).toBe("holds");
  const before = house.chartWith({ claimsToBeOurs: undefined });
  expect(await before.importTogether(it.clinician, file)).toMatchObject({ created: 1 });
  expect((await notes.signatures(it.clinician, note)).state).toBe("holds");
  expect(await notes.signatures(it.clinician, other)).toMatchObject({
    state: "broken",
    signatures: [{ kind: "valid" }, { kind: "broken", fault: "not-as-signed" }],
  });
});

test("a note signed before signatures were kept is told as such; one that lost its signature is broken", async () => {
  const it = await aChart();
  const before = await signedWithoutSignature(it);
  expect(await notes.signatures(it.clinician, before)).toEqual({ state: "before-signatures", signatures: [] });
  house.wait(1);
  await signedIn(it);
  expect((await notes.signatures(it.clinician, before)).state).toBe("before-signatures");
  const lost = await signedWithoutSignature(it);
  expect(await notes.signatures(it.clinician, lost)).toEqual({ state: "broken", signatures: [] });
});

test("a note that was final elsewhere, or is not final, is not one of ours", async () => {
  const it = await aChart();
  await signedIn(it);
  const { value: preliminary } = await chart.create(it.clinician, "DocumentReference", aNote(it.patient));
  const { value: final } = await chart.create(
    it.clinician,
    "DocumentReference",
    aNote(it.patient, { docStatus: "final" }),
    { action: "sign" },
  );
  expect((await notes.signatures(it.clinician, preliminary.id)).state).toBe("unsigned");
  expect((await notes.signatures(it.clinician, final.id)).state).toBe("elsewhere");
});

test("a signed note that is taken elsewhere is checked there, without the server", async () => {
  const it = await aChart();
  const note = await signedIn(it, "Geht am Rollator – 3 m.");
  const file = formatSignedRecord(await notes.signedRecord(it.clinician, note));
  const { record, signatures: taken, history } = parseSignedRecord(file);
  expect(record.id).toBe(note);
  expect(await verifySignature(record, taken[0] ?? record, history)).toMatchObject({
    kind: "valid",
    manifest: { signer: { name: it.clinician.name }, meaning: "authorship" },
  });
  expect(history).toEqual(await signatures.history(it.tenant));
});

test("what has no signature, or is seen in part, is not taken elsewhere", async () => {
  const it = await aChart();
  const before = await signedWithoutSignature(it);
  await expect(notes.signedRecord(it.clinician, before)).rejects.toMatchObject({ code: "note/not-signed" });
  const note = await signedIn(it);
  const partly: Caller = {
    ...it.clinician,
    fieldRules: [{ type: "DocumentReference", path: "content", access: "hidden" }],
  };
  await expect(notes.signedRecord(partly, note)).rejects.toMatchObject({ code: "note/partly-hidden" });
  // Yet it is told whether the whole of it is as it was signed.
  expect((await notes.signatures(partly, note)).state).toBe("holds");
});

test("a proof that was used meanwhile makes no note and leaves the draft", async () => {
  const it = await aChart();
  const id = await begin(it);
  const used = new CodedError("signatures/components-needed", "used");
  const late = notesOver(house, { confirmSigner: async () => () => Promise.reject(used) });
  await expect(late.sign(it.clinician, { id, revision: 1, password: right })).rejects.toBe(used);
  expect(await signedNotes(it)).toEqual([]);
  expect(await notes.list(it.clinician, it.patient)).toHaveLength(1);
});
