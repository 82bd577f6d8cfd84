import type { Access } from "../../../../../contract/index.ts";
import { language } from "../../../../language/index.ts";
import { formatTime, type Zone } from "../../../../ui/clinical/dates.ts";
import { roleWords } from "../../../../ui/role-words.ts";
import { english, kindsWords, type Name } from "./kind-words.ts";
import type { Visit } from "./visits.ts";
import { say } from "./words/index.ts";

export { kindsWords, kindWords, readers } from "./kind-words.ts";

const acts: Readonly<Record<Access["action"], Name>> = {
  read: "didRead",
  search: "didRead",
  history: "didHistory",
  create: "didCreate",
  update: "didUpdate",
  delete: "didDelete",
  import: "didImport",
  export: "didExport",
  printed: "didPrinted",
  draft: "didDraft",
  sign: "didSign",
  "co-sign": "didCoSign",
  "note-returned": "didNoteReturned",
  accesses: "didAccesses",
  "break-glass": "didBreakGlass",
  "break-glass-ended": "didBreakGlassEnded",
  "break-glass-reviewed": "didBreakGlassReviewed",
  preview: "didPreview",
  "proxy-recorded": "didProxyRecorded",
  "proxy-decided": "didProxyDecided",
  "proxy-ended": "didProxyEnded",
  "rights-request-received": "didRequestReceived",
  "rights-request-changed": "didRequestChanged",
  "rights-request-answered": "didRequestAnswered",
  "rights-letter-made": "didLetterMade",
  "rights-letter-sent": "didLetterSent",
  "restriction-placed": "didRestrictionPlaced",
  "restriction-told": "didRestrictionTold",
  "restriction-kept": "didRestrictionKept",
  "restriction-lifted": "didRestrictionLifted",
  "restricted-read": "didRestrictedRead",
  "records-merged": "didRecordsMerged",
  "merge-undone": "didMergeUndone",
  "card-printed": "didCardPrinted",
  reminded: "didReminded",
  "retention-looked": "didRetentionLooked",
};

/** Acts that are told without saying which records they touched. */
const whole: ReadonlySet<Access["action"]> = new Set([
  "accesses",
  "break-glass",
  "break-glass-ended",
  "break-glass-reviewed",
  "preview",
  "proxy-recorded",
  "proxy-decided",
  "proxy-ended",
  "rights-request-received",
  "rights-request-changed",
  "rights-request-answered",
  "rights-letter-made",
  "rights-letter-sent",
  "restriction-told",
  "restriction-kept",
  "retention-looked",
]);

const order: readonly Access["action"][] = [
  "break-glass",
  "read",
  "history",
  "create",
  "import",
  "update",
  "draft",
  "sign",
  "co-sign",
  "note-returned",
  "export",
  "printed",
  "delete",
  "accesses",
  "preview",
  "break-glass-ended",
  "break-glass-reviewed",
  "proxy-recorded",
  "proxy-decided",
  "proxy-ended",
  "rights-request-received",
  "rights-request-changed",
  "rights-request-answered",
  "rights-letter-made",
  "rights-letter-sent",
  "restriction-placed",
  "restricted-read",
  "restriction-told",
  "restriction-kept",
  "restriction-lifted",
  "records-merged",
  "merge-undone",
  "card-printed",
  "reminded",
  "retention-looked",
];

/** "looked at problems and notes, and signed a note" */
export function deedsWords(accesses: readonly Access[], tongue = english): string {
  const { say: words } = tongue;
  const asLook = (action: Access["action"]) => (action === "search" ? "read" : action);
  const told = (action: Access["action"], what: string) => words(acts[action], { what }).trim();
  const parts = order.flatMap((action) => {
    const of = accesses.filter((access) => asLook(access.action) === action);
    if (of.length === 0) return [];
    const what = kindsWords(of, tongue);
    if (action === "draft") return [words("didWroteDraft")];
    if (whole.has(action)) return [told(action, "")];
    // What whoever reads the ledger doesn't see of the record is counted, and not named.
    if (what === "" && of.some(({ count }) => count > 0)) return [told(action, words("records"))];
    if (what === "") return [action === "read" ? words("didFoundNothing") : told(action, "")];
    return [told(action, what)];
  });
  const last = parts.at(-1);
  if (last === undefined) return "";
  if (parts.length === 1) return last;
  const before = parts.slice(0, -1).reduce((first, next) => words("deedsThen", { first, next }));
  return words("deedsAnd", { first: before, last });
}

/** One look in a line. */
export function lookWords(access: Access, tongue = english): string {
  return deedsWords([access], tongue);
}

export function roleText(actor: Access["actor"], { say: words } = english): string | undefined {
  switch (actor.kind) {
    case "person":
      return words === english.say || language.tag === "en-GB" || actor.role === undefined
        ? actor.role?.replaceAll("-", " ")
        : actor.role === "patient"
          ? words("patientRole")
          : roleWords(actor.role).label.replaceAll("-", " ");
    case "client":
      return words("connectedProgram");
    case "system":
      return words("wardbookItself");
  }
}

/** "at 14:05" or "from 14:05 to 14:12", as the reader says it */
export function spanWords({ from, to }: Visit, zone?: Zone): string {
  const [start, end] = [formatTime(from, zone), formatTime(to, zone)];
  return start === end ? say("atTime", { time: start }) : say("fromTo", { start, end });
}

const smallWords = new Set([
  "the",
  "a",
  "an",
  "this",
  "that",
  "they",
  "their",
  "it",
  "its",
  "you",
  "your",
  "no",
  "on",
  "in",
  "as",
  "at",
  "of",
  "for",
  "with",
  "somebody",
  "nobody",
  "there",
  "because",
]);

/** The stored reason as the end of a sentence: "as clinician of this organisation", "with system/Observation.c", else "because …". */
export function reasonWords(why: string): string {
  const text = why.trim().replace(/\.$/, "");
  const ofClient = /^client '.*' (with .+)$/.exec(text)?.[1];
  if (ofClient !== undefined) return ofClient;
  if (/^(?:as|with|for|because|to|after|during|on behalf of) /i.test(text))
    return text.charAt(0).toLowerCase() + text.slice(1);
  // How records came in is a way, not a reason.
  if (/^import /i.test(text)) return `through ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  const [first = ""] = text.split(/[\s,]/);
  return `because ${smallWords.has(first.toLowerCase()) ? first.toLowerCase() + text.slice(first.length) : text}`;
}

/** Whether a visit was an opening of the chart, and not only a deed such as a laboratory's delivery. */
export function openedChart(visit: Visit): boolean {
  return (
    visit.actor.kind === "person" && visit.looks.some((look) => ["read", "search", "history"].includes(look.action))
  );
}

/** Whether a visit went past the usual rules in an emergency. */
export function inEmergency(visit: Visit): boolean {
  return visit.looks.some((look) => look.purpose === "ETREAT" || look.action === "break-glass");
}

// Source: HL7 v3 PurposeOfUse, http://terminology.hl7.org/ValueSet/v3-PurposeOfUse
const purposes: Readonly<Record<string, string>> = {
  TREAT: say("purposeTREAT"),
  ETREAT: say("purposeETREAT"),
  HPAYMT: say("purposeHPAYMT"),
  HOPERAT: say("purposeHOPERAT"),
  HRESCH: say("purposeHRESCH"),
  HSYSADMIN: say("purposeHSYSADMIN"),
  PATRQT: say("purposePATRQT"),
  FAMRQT: say("purposeFAMRQT"),
};

/** What the session acted for, as the end of "for …". */
export function purposeWords(purpose: string | undefined): string | undefined {
  return purpose === undefined ? undefined : (purposes[purpose] ?? purpose);
}
