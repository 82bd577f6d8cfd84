import type { Proxy, ProxyAuthority, ProxyExtent, ProxyProofKind } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import { isolated } from "../../../language/index.ts";
import { say } from "../words/index.ts";

export const authorityWords: Readonly<Record<ProxyAuthority, string>> = {
  "parental-responsibility": say("parental"),
  guardian: say("guardianOrDeputy"),
  "power-of-attorney": say("powerForHealth"),
  "own-wish": say("ownWish"),
};

export const proofWords: Readonly<Record<ProxyProofKind, string>> = {
  "birth-certificate": say("birthCertificate"),
  "court-order": say("courtOrder"),
  "registered-power": say("registeredPower"),
  "identity-document": say("identityDocument"),
  "signed-statement": say("signedStatement"),
  other: say("anotherDocument"),
};

export const extentWords: Readonly<Record<ProxyExtent, string>> = {
  ordinary: say("withoutSensitive"),
  whole: say("wholeRecord"),
};

/** By what right, how far, until when. */
export function proxyFacts({ words, authority, extent, state, endedAt }: Proxy): readonly string[] {
  const time =
    state === "ended" && endedAt !== undefined
      ? say("endedOn", { day: dateText(endedAt) })
      : words === undefined
        ? ""
        : say("fromTo", { from: dateText(words.startsOn), until: dateText(words.endsOn) });
  return [authorityWords[authority], extentWords[extent], time].filter((fact) => fact !== "");
}

/** Which proof was seen, by whom and when: "Court order no. 12, seen by Ines Duarte on 07-Mar-2026" */
export function proofLine({ words }: Proxy): string | undefined {
  if (words === undefined) return undefined;
  const { kind, reference, seenBy, seenOn } = words.proof;
  const proof = reference === undefined ? proofWords[kind] : `${proofWords[kind]} ${isolated(reference)}`;
  return say("seenBy", { proof, name: seenBy, day: dateText(seenOn) });
}
