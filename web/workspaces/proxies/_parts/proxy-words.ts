import type { Proxy, ProxyAuthority, ProxyExtent, ProxyProofKind } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";

export const authorityWords: Readonly<Record<ProxyAuthority, string>> = {
  "parental-responsibility": "Parental responsibility",
  guardian: "Guardian or deputy",
  "power-of-attorney": "Power of attorney for health",
  "own-wish": "The patient’s own wish",
};

export const proofWords: Readonly<Record<ProxyProofKind, string>> = {
  "birth-certificate": "Birth certificate",
  "court-order": "Court order",
  "registered-power": "Registered power of attorney",
  "identity-document": "Identity document",
  "signed-statement": "Signed statement",
  other: "Another document",
};

export const extentWords: Readonly<Record<ProxyExtent, string>> = {
  ordinary: "Without what is marked sensitive",
  whole: "The whole record",
};

/** By what right, how far, until when. */
export function proxyFacts({ words, authority, extent, state, endedAt }: Proxy): readonly string[] {
  const time =
    state === "ended" && endedAt !== undefined
      ? `Ended ${dateText(endedAt)}`
      : words === undefined
        ? ""
        : `${dateText(words.startsOn)} to ${dateText(words.endsOn)}`;
  return [authorityWords[authority], extentWords[extent], time].filter((fact) => fact !== "");
}

/** Which proof was seen, by whom and when: "Court order no. 12, seen by Ines Duarte on 07-Mar-2026" */
export function proofLine({ words }: Proxy): string | undefined {
  if (words === undefined) return undefined;
  const { kind, reference, seenBy, seenOn } = words.proof;
  return `${proofWords[kind]}${reference === undefined ? "" : ` ${reference}`}, seen by ${seenBy} on ${dateText(seenOn)}`;
}
