import { timingSafeEqual } from "node:crypto";
import { sha256 } from "./digest.ts";

/** Whether two byte strings are equal, in a time that tells nothing but their lengths. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether two secret texts are equal; not even their lengths show in the time it takes. */
export function equalTexts(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}
