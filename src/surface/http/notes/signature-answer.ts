import type { SignatureShown } from "../../../../contract/index.ts";
import { type Verdict, meaningWords } from "../../../custody/signatures/index.ts";

/** The contract's `signatureShown`. What a broken signature claims is not told: somebody would believe it. */
export function signatureAnswer(verdict: Verdict): SignatureShown {
  if (verdict.kind === "broken") return { verdict: "broken", fault: verdict.fault };
  const { signer, when, meaning, kid } = verdict.manifest;
  const { sentence } = meaningWords[meaning];
  return { verdict: "valid", signer: signer.name, when, meaning, sentence, key: kid };
}
