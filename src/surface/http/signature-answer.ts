import type { DecisionSignature, SignatureShown } from "../../../contract/index.ts";
import { type JudgedDecision, type Verdict, formatSignedRecord, meaningWords } from "../../custody/signatures/index.ts";
import { Secret } from "../../foundation/kernel/index.ts";

/** The contract's `signatureShown`. What a broken signature claims is not told: somebody would believe it. */
export function signatureAnswer(verdict: Verdict): SignatureShown {
  if (verdict.kind === "broken") return { verdict: "broken", fault: verdict.fault };
  const { signer, when, meaning, kid } = verdict.manifest;
  const { sentence } = meaningWords[meaning];
  return { verdict: "valid", signer: signer.name, when, meaning, sentence, key: kid };
}

/** The contract's `decisionSignature`; undefined of what isn't signed. */
export function decisionSignatureAnswer(judged: JudgedDecision | undefined): DecisionSignature | undefined {
  if (judged === undefined) return undefined;
  const { verdict, record } = judged;
  return { ...signatureAnswer(verdict), ...(verdict.kind === "valid" ? { file: formatSignedRecord(record) } : {}) };
}

/** What somebody typed to sign. */
export function typedSecret(password: string | undefined): Secret<string> | undefined {
  return password === undefined ? undefined : new Secret(password);
}
