import type {
  RightsLetter,
  RightsLetterAddress,
  RightsLetterKind,
  RightsLetterWay,
} from "../../../../../contract/index.ts";
import { dateText } from "../../../../ui/dates.ts";
import { say } from "../../words/index.ts";

export const letterWords: Readonly<Record<RightsLetterKind, string>> = {
  acknowledgement: say("acknowledgement"),
  identity: say("identityLetter"),
  extension: say("extension"),
  decision: say("decision"),
  delivery: say("deliveryNote"),
  certificate: say("erasureNotice"),
  lifting: say("liftingNotice"),
};

/** What is asked for the words of a letter. */
export const letterAsks: Readonly<Record<RightsLetterKind, string>> = {
  acknowledgement: say("anythingToAdd"),
  identity: say("asksIdentity"),
  extension: say("anythingToAdd"),
  decision: say("anythingToAdd"),
  delivery: say("asksDelivery"),
  certificate: say("asksCertificate"),
  lifting: say("asksLifting"),
};

export const wayWords: Readonly<Record<RightsLetterWay, string>> = {
  post: say("byPost"),
  "registered-post": say("byRegistered"),
  "e-mail": say("byEmail"),
  "in-person": say("handedOver"),
  portal: say("shownUnder"),
};

export const addressWords: Readonly<Record<Exclude<RightsLetterAddress, "none">, string>> = {
  record: say("addressRecord"),
  request: say("addressRequest"),
  representative: say("addressRepresentative"),
};

/** What goes to no address. */
export function isHandedOver(way: RightsLetterWay): boolean {
  return way === "in-person" || way === "portal";
}

/** "Sent 07-Mar-2026 by post to the address in the record" */
export function sendingText({ way, to, on, note }: NonNullable<RightsLetter["words"]>["sendings"][number]): string {
  const went = { day: dateText(on), way: wayWords[way] };
  const sent = to === "none" ? say("sent", went) : say("sentTo", { ...went, address: addressWords[to] });
  return note === undefined ? sent : say("withNote", { sent, note });
}
