import type { Caller } from "../../custody/access/index.ts";
import type { Attested } from "../../custody/chart/index.ts";
import {
  type KeyHistory,
  type SignedRecord,
  type Verdict,
  saysTheSame,
  signedVersion,
  verifySignature,
} from "../../custody/signatures/index.ts";
import { type FhirResource, subjectPatientOf } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { ConsentsError } from "./consents-error.ts";
import type { ConsentsPorts } from "./ports.ts";

/** What a reader has to know of a consent's signatures as a whole. */
export type ConsentState =
  /** Nobody here witnessed it: it came from a program, or from before consents were signed. */
  | "unsigned"
  /** What is shown is what was signed, and every signature holds. */
  | "holds"
  /** The signatures hold, but it was changed since by somebody who didn't sign. */
  | "changed-since"
  /** A signature doesn't hold. */
  | "broken";

/** A signature on one version of a consent. */
export type ConsentSignature = Verdict & {
  /** What the signer witnessed; undefined where there is no such version. */
  readonly act: "recorded" | "withdrawn" | undefined;
};

export interface ConsentSignatures {
  readonly state: ConsentState;
  /** Oldest first. */
  readonly signatures: readonly ConsentSignature[];
}

/** A consent of a patient; an address that names another patient is no address of it. */
export interface ConsentOf {
  readonly patient: ResourceId;
  readonly id: ResourceId;
}

type Ports = Pick<ConsentsPorts, "chart" | "signatures">;

/** Checks each signature against the version that it is of, whatever part of it the caller sees.
 *  @throws ConsentsError `consents/unknown`; ChartError */
export async function readSignatures(
  { chart, signatures }: Ports,
  caller: Caller,
  { patient, id }: ConsentOf,
): Promise<ConsentSignatures> {
  const history = await signatures.history(caller.tenant);
  const { value } = await chart.attest(caller, { type: "Consent", id }, async (attested) => {
    const { current } = attested;
    expectOf(patient, current);
    const judged = await Promise.all(attested.signatures.map((one) => judgeOne(attested, one, history)));
    const last = newest(judged.filter(({ verdict }) => verdict.kind === "valid"));
    const ofCurrent = last !== undefined && saysTheSame(last.signed, current);
    const found = judged.map(({ verdict, signed }): ConsentSignature => {
      const act = signed["status"] === "inactive" ? "withdrawn" : "recorded";
      return { ...verdict, act: verdict.kind === "valid" ? act : undefined };
    });
    return { state: stateOf(found, ofCurrent), signatures: found };
  });
  return value;
}

function expectOf(patient: ResourceId, consent: FhirResource): void {
  if (subjectPatientOf(consent) !== patient)
    throw new ConsentsError("consents/unknown", "there is no such consent of this patient");
}

/** Not any that says what it says now: one that was withdrawn, and put in force again by somebody, says what it said before. */
function newest<T extends { readonly signed: FhirResource }>(found: readonly T[]): T | undefined {
  const number = ({ signed }: T) => Number(signed.meta?.versionId);
  return found.toSorted((a, b) => number(a) - number(b)).at(-1);
}

async function judgeOne(
  attested: Attested,
  provenance: FhirResource,
  history: KeyHistory,
): Promise<{ readonly verdict: Verdict; readonly signed: FhirResource; readonly provenance: FhirResource }> {
  const signed = (await signedVersion(attested, provenance)) ?? attested.current;
  return { verdict: await verifySignature(signed, provenance, history), signed, provenance };
}

function stateOf(found: readonly ConsentSignature[], ofCurrent: boolean): ConsentState {
  // Another system may have signed it too, in its own way: that takes nothing from ours, and gives nothing.
  const ours = found.filter((one) => one.kind === "valid" || one.fault !== "not-ours");
  if (ours.length === 0) return "unsigned";
  if (ours.some(({ kind }) => kind === "broken")) return "broken";
  return ofCurrent ? "holds" : "changed-since";
}

/** @throws ConsentsError `consents/unknown`, `consents/not-signed`, `consents/partly-hidden`; ChartError */
export async function exportSignedConsent(
  { chart, signatures }: Ports,
  caller: Caller,
  { patient, id }: ConsentOf,
): Promise<SignedRecord> {
  const history = await signatures.history(caller.tenant);
  const { value } = await chart.attest(caller, { type: "Consent", id }, async (attested) => {
    expectOf(patient, attested.current);
    await expectWhole(attested, attested.current);
    const judged = await Promise.all(attested.signatures.map((one) => judgeOne(attested, one, history)));
    const last = newest(judged.filter(({ verdict }) => verdict.kind === "valid"));
    if (last === undefined)
      throw new ConsentsError("consents/not-signed", "this consent has no signature that could be checked elsewhere");
    await expectWhole(attested, last.signed);
    return { record: last.signed, signatures: [last.provenance], history };
  });
  return value;
}

async function expectWhole(attested: Attested, { meta }: FhirResource): Promise<void> {
  if (!(await attested.isShownWhole(Number(meta?.versionId))))
    throw new ConsentsError("consents/partly-hidden", "your role sees a part of this consent only");
}
