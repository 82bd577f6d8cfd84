import { sha256 } from "../../foundation/crypto/index.ts";
import { unverifiedText } from "./verify/index.ts";

/**
 * What two people compare over the telephone, or write down, instead of a whole checkpoint: the first 128 bits of the SHA-256 of what is
 * signed (origin, size and root hash, a line each), so that nobody can prepare two ledgers with the same one. "7f3a 09c2 …", eight
 * groups of four.
 * @throws NoteError `ledger/malformed-note`
 */
export function checkpointFingerprint(note: string): string {
  return textFingerprint(unverifiedText(note));
}

/** @param text a checkpoint's three lines */
export function textFingerprint(text: string): string {
  return inGroups(sha256(Buffer.from(text)).toString("hex", 0, 16));
}

/** As somebody typed it. Undefined when it can't be one. */
export function parseFingerprint(typed: string): string | undefined {
  const digits = typed.toLowerCase().replaceAll(/[\s-]/g, "");
  return /^[0-9a-f]{32}$/.test(digits) ? inGroups(digits) : undefined;
}

function inGroups(digits: string): string {
  return digits.replaceAll(/.{4}(?=.)/g, "$& ");
}
