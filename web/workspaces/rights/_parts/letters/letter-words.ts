import type {
  RightsLetter,
  RightsLetterAddress,
  RightsLetterKind,
  RightsLetterWay,
} from "../../../../../contract/index.ts";
import { dateText } from "../../../../ui/dates.ts";

export const letterWords: Readonly<Record<RightsLetterKind, string>> = {
  acknowledgement: "Acknowledgement",
  identity: "Request for proof of identity",
  extension: "Extension",
  decision: "Decision",
  delivery: "Delivery note",
  certificate: "Notice of erasure",
  lifting: "Notice that it will be lifted",
};

export const wayWords: Readonly<Record<RightsLetterWay, string>> = {
  post: "by post",
  "registered-post": "by registered post",
  "e-mail": "by e-mail",
  "in-person": "handed over",
  portal: "shown under “My requests”",
};

export const addressWords: Readonly<Record<Exclude<RightsLetterAddress, "none">, string>> = {
  record: "the address in the record",
  request: "the address in the request",
  representative: "the address of who speaks for the patient",
};

/** What goes to no address. */
export function isHandedOver(way: RightsLetterWay): boolean {
  return way === "in-person" || way === "portal";
}

/** "Sent 07-Mar-2026 by post to the address in the record" */
export function sendingText({ way, to, on, note }: NonNullable<RightsLetter["words"]>["sendings"][number]): string {
  const where = to === "none" ? "" : ` to ${addressWords[to]}`;
  return `Sent ${dateText(on)} ${wayWords[way]}${where}${note === undefined ? "" : `: ${note}`}`;
}
