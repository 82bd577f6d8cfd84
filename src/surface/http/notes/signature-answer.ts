import type { NoteSignature as SignatureAnswer } from "../../../../contract/index.ts";
import type { NoteSignature } from "../../../care/notes/index.ts";
import { meaningWords } from "../../../custody/signatures/index.ts";

/** The contract's `noteSignature`. What a broken signature claims is not told: somebody would believe it. */
export function signatureAnswer(signature: NoteSignature): SignatureAnswer {
  if (signature.kind === "broken") return { verdict: "broken", fault: signature.fault, relabelled: false };
  const { signer, when, meaning, kid } = signature.manifest;
  const { sentence } = meaningWords[meaning];
  return {
    verdict: "valid",
    signer: signer.name,
    when,
    meaning,
    sentence,
    key: kid,
    relabelled: signature.relabelled,
  };
}
