import { hmacSha256 } from "../../../foundation/crypto/index.ts";

/** Names for one export: the same thing has one, and without the key nobody finds the thing. The key is random, and isn't kept.
 *  Source: 45 CFR 164.514(c): a code that isn't made from what is known of the person, and whose making isn't disclosed. */
export interface Pseudonyms {
  /** A UUID in place of an id. */
  idOf(id: string): string;
  /** A DICOM UID in place of one. */
  uidOf(uid: string): string;
  /** Whole days, -1 to -364: into the past, so that nothing lies in the future. */
  shiftOf(patient: string): number;
}

/** @param key 32 random bytes */
export function openPseudonyms(key: Uint8Array): Pseudonyms {
  const digest = (kind: string, text: string): Buffer => hmacSha256(key, `${kind}\0${text}`);
  return {
    idOf(id) {
      const hex = digest("id", id).toString("hex");
      const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4] ?? "8";
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    uidOf: (uid) => `2.25.${digest("uid", uid).readBigUInt64BE(0)}`,
    shiftOf: (patient) => -1 - (digest("shift", patient).readUInt32BE(0) % 364),
  };
}
