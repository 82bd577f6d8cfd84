import type { Caller } from "../../custody/access/index.ts";
import { type Attested, asAuthorSigned, coSigningOf, withCoSigning } from "../../custody/chart/index.ts";
import {
  type KeyHistory,
  type SignedRecord,
  type Verdict,
  saysTheSame,
  signedVersion,
  verifySignature,
} from "../../custody/signatures/index.ts";
import { type FhirResource, canonicalText, isJsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { NotesError } from "./notes-error.ts";
import type { NotesPorts } from "./ports.ts";

/** What a reader has to know of a note's signatures as a whole. */
export type SignedState =
  /** Not final here. */
  | "unsigned"
  /** Every signature holds, and what is shown is what was signed. */
  | "holds"
  /** The author's signature holds. Somebody else's is still wanted, or was refused with words. */
  | "awaiting"
  | "returned"
  /** A signature doesn't hold, is missing, or the note is another one than was signed. */
  | "broken"
  /** Signed here before signatures were kept: what says so is the note itself and its ledger entry. */
  | "before-signatures"
  /** Final in another system, which vouches for it. */
  | "elsewhere";

export type NoteSignature = Verdict & {
  /** Labels that say who may see the note were changed since. The words are those that were signed. */
  readonly relabelled: boolean;
};

export interface NoteSignatures {
  readonly state: SignedState;
  /** Oldest first. */
  readonly signatures: readonly NoteSignature[];
}

/** Checks what is signed of a note against the note as it is stored, whatever part of it the caller sees. @throws ChartError */
export async function readSignatures(
  { chart, signatures }: Pick<NotesPorts, "chart" | "signatures">,
  caller: Caller,
  note: ResourceId,
): Promise<NoteSignatures> {
  const history = await signatures.history(caller.tenant);
  const { value } = await chart.attest(caller, { type: "DocumentReference", id: note }, (attested) =>
    judge(attested, history),
  );
  return value;
}

/** What is signed of a note, checked against it. */
export async function judge(attested: Attested, history: KeyHistory): Promise<NoteSignatures> {
  const found = await Promise.all(attested.signatures.map((provenance) => judgeOne(attested, provenance, history)));
  return { state: stateOf(attested.current, found, history), signatures: found };
}

async function judgeOne(attested: Attested, provenance: FhirResource, history: KeyHistory): Promise<NoteSignature> {
  const { current } = attested;
  const signed = await signedVersion(attested, provenance);
  const verdict = await verifySignature(signed ?? current, provenance, history);
  if (verdict.kind === "broken") return { ...verdict, relabelled: false };
  const sameVersion = signed?.meta?.versionId === current.meta?.versionId;
  if (signed === undefined || sameVersion || saysTheSame(signed, asAuthorSigned(current)))
    return { ...verdict, relabelled: !sameVersion && labelsOf(signed) !== labelsOf(current) };
  const { manifest } = verdict;
  return { kind: "broken", fault: "another-record", manifest, relabelled: false };
}

function labelsOf(note: FhirResource | undefined): string {
  const { security = [], tag = [] } = note?.meta ?? {};
  return canonicalText([security, tag]);
}

function stateOf(note: FhirResource, found: readonly NoteSignature[], history: KeyHistory): SignedState {
  if (coSigningOf(note) !== undefined) return coSignedStateOf(note, found);
  if (note["docStatus"] !== "final" && note["docStatus"] !== "amended") return "unsigned";
  const authored = found.some((one) => one.kind === "valid" && one.manifest.meaning === "authorship");
  // Another system may have signed it too, in its own way: that takes nothing from ours.
  if (authored && found.every((one) => one.kind === "valid" || one.fault === "not-ours")) return "holds";
  const ours = isSignedHere(note);
  if (found.some((one) => one.kind === "broken" && (ours || one.fault !== "not-ours"))) return "broken";
  if (!ours) return "elsewhere";
  return isOlderThanKeys(note, history) ? "before-signatures" : "broken";
}

/** Of a note whose author needs somebody else's signature: final are those that it has, by the person whom the note names. */
function coSignedStateOf(note: FhirResource, found: readonly NoteSignature[]): SignedState {
  const state = coSigningOf(note);
  const by = (meaning: string) =>
    found.flatMap((one) => (one.kind === "valid" && one.manifest.meaning === meaning ? [one.manifest.signer.id] : []));
  const [author, coSigner] = [by("authorship")[0], accountIn(note["authenticator"])];
  const holds = author !== undefined && found.every((one) => one.kind === "valid" || one.fault === "not-ours");
  const isCoherent = state !== undefined && saysTheSame(withCoSigning(note, state), note);
  if (!holds || !isCoherent) return "broken";
  if (state !== "given") return coSigner === undefined ? (state === "awaited" ? "awaiting" : "returned") : "broken";
  return coSigner !== undefined && coSigner !== author && by("review").includes(coSigner) ? "holds" : "broken";
}

function accountIn(authenticator: FhirResource[string]): string | undefined {
  const identifier = isJsonObject(authenticator) ? authenticator["identifier"] : undefined;
  const value = isJsonObject(identifier) ? String(identifier["value"]) : "";
  return value.startsWith("urn:uuid:") ? value.slice("urn:uuid:".length) : undefined;
}

/** By the account that gave its proof: nobody but signing writes this (see `expectNoSignature` of the chart). */
function isSignedHere({ authenticator }: FhirResource): boolean {
  return accountIn(authenticator) !== undefined;
}

/** A note that was signed since the first key was made, and has no signature, has lost it. */
function isOlderThanKeys({ date }: FhirResource, { keys }: KeyHistory): boolean {
  const [first] = keys;
  return first === undefined || (typeof date === "string" && Date.parse(date) < Math.round(first.nbf * 1000));
}

/** @throws NotesError `note/not-signed`, `note/partly-hidden`; ChartError */
export async function exportSignedNote(
  { chart, signatures }: Pick<NotesPorts, "chart" | "signatures">,
  caller: Caller,
  note: ResourceId,
): Promise<SignedRecord> {
  const history = await signatures.history(caller.tenant);
  const { value } = await chart.attest(caller, { type: "DocumentReference", id: note }, async (attested) => {
    const [first] = attested.signatures;
    const record = first === undefined ? undefined : await signedVersion(attested, first);
    for (const { meta } of [attested.current, ...(record === undefined ? [] : [record])])
      if (!(await attested.isShownWhole(Number(meta?.versionId))))
        throw new NotesError("note/partly-hidden", "your role sees a part of this note, so it can't take the whole");
    if (record === undefined)
      throw new NotesError("note/not-signed", "this note has no signature that could be checked elsewhere");
    return { record, signatures: attested.signatures, history };
  });
  return value;
}
