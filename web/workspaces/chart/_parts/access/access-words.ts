import type { Access } from "../../../../../contract/index.ts";
import { formatTime, type Zone } from "../../../../ui/clinical/dates.ts";
import { listed } from "../../../../ui/clinical/timing.ts";
import type { Visit } from "./visits.ts";

/** What people call the kinds of records. */
const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = {
  Patient: ["the personal details", "the personal details"],
  AllergyIntolerance: ["an allergy", "allergies"],
  Appointment: ["an appointment", "appointments"],
  CarePlan: ["a care plan", "care plans"],
  Condition: ["a problem", "problems"],
  DiagnosticReport: ["a report", "reports"],
  DocumentReference: ["a note", "notes"],
  Encounter: ["a visit", "visits"],
  Flag: ["an alert", "alerts"],
  Goal: ["a goal", "goals"],
  Immunization: ["an immunisation", "immunisations"],
  MedicationRequest: ["a prescription", "prescriptions"],
  MedicationStatement: ["a medicine taken", "medicines taken"],
  MedicationAdministration: ["a dose given", "doses given"],
  Observation: ["a measurement", "measurements and results"],
  Procedure: ["a procedure", "procedures"],
  RelatedPerson: ["a contact person", "contact persons"],
  Consent: ["a consent", "consents"],
  ServiceRequest: ["an order", "orders"],
  Communication: ["a message", "messages"],
  QuestionnaireResponse: ["a questionnaire", "questionnaires"],
  Coverage: ["an insurance", "insurances"],
  Claim: ["a claim", "claims"],
  ExplanationOfBenefit: ["a statement of benefits", "statements of benefits"],
};

export function kindOfResource(resource: string): string {
  return resource.split("/")[0] ?? "";
}

/** "notes", "allergies": many records of a kind. */
export function kindWords(type: string): string {
  return kinds[type]?.[1] ?? `${type} records`;
}

/** "allergies, problems and notes": the kinds that were disclosed or changed, each once. */
export function kindsWords(accesses: readonly Access[]): string {
  const counts = new Map<string, number>();
  for (const access of accesses) {
    const types = access.resources.map(kindOfResource);
    for (const type of new Set(types)) {
      const here = types.filter((one) => one === type).length;
      // The list is capped: what is missing from it is of the kinds that are in it.
      const count = types.length < access.count ? Math.max(2, here) : here;
      counts.set(type, Math.max(counts.get(type) ?? 0, count));
    }
  }
  return listed(
    [...counts].map(([type, count]) => (kinds[type] ?? [`a ${type} record`, `${type} records`])[count === 1 ? 0 : 1]),
  );
}

const acts: Readonly<Record<Access["action"], string>> = {
  read: "looked at",
  search: "looked at",
  history: "looked at earlier versions of",
  create: "added",
  update: "changed",
  delete: "removed",
  import: "imported",
  export: "exported",
  printed: "printed",
  draft: "wrote on a draft of",
  sign: "signed",
  "co-sign": "co-signed",
  "note-returned": "gave back to its author",
  accesses: "looked at who had looked",
  "break-glass": "broke the glass",
  "break-glass-ended": "ended an emergency access",
  "break-glass-reviewed": "reviewed an emergency access",
  preview: "checked what somebody else would see",
  "proxy-recorded": "wrote down that somebody may act for the patient",
  "proxy-decided": "decided whether somebody may act for the patient",
  "proxy-ended": "ended somebody’s authority to act for the patient",
  "rights-request-received": "wrote down a request about the record",
  "rights-request-changed": "worked on a request about the record",
  "rights-request-answered": "closed a request about the record",
  "rights-letter-made": "wrote a letter about a request",
  "rights-letter-sent": "sent a letter about a request",
  "restriction-placed": "restricted",
  "restriction-told": "told the patient that a restriction ends",
  "restriction-kept": "let a restriction go on",
  "restriction-lifted": "lifted the restriction of",
  "restricted-read": "opened, although it is restricted,",
  "records-merged": "merged two records of one patient in",
  "merge-undone": "took two merged records apart in",
  "card-printed": "printed a card or label of",
  reminded: "sent a mail about an appointment from",
  "retention-looked": "looked how long the record is kept",
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
export function deedsWords(accesses: readonly Access[]): string {
  const asLook = (action: Access["action"]) => (action === "search" ? "read" : action);
  const parts = order.flatMap((action) => {
    const of = accesses.filter((access) => asLook(access.action) === action);
    if (of.length === 0) return [];
    const what = kindsWords(of);
    if (action === "draft") return ["wrote a draft"];
    if (whole.has(action)) return [acts[action]];
    // What whoever reads the ledger doesn't see of the record is counted, and not named.
    if (what === "" && of.some(({ count }) => count > 0)) return [`${acts[action]} records`];
    if (what === "") return [action === "read" ? "searched and found nothing" : acts[action]];
    return [`${acts[action]} ${what}`];
  });
  const last = parts.at(-1);
  if (last === undefined) return "";
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(", ")}, and ${last}`;
}

/** One look in a line. */
export function lookWords(access: Access): string {
  return deedsWords([access]);
}

export function roleText(actor: Access["actor"]): string | undefined {
  switch (actor.kind) {
    case "person":
      return actor.role?.replaceAll("-", " ");
    case "client":
      return "a connected program";
    case "system":
      return "Wardbook itself";
  }
}

/** "14:05" or "14:05 to 14:12" */
export function spanWords({ from, to }: Visit, zone?: Zone): string {
  const [start, end] = [formatTime(from, zone), formatTime(to, zone)];
  return start === end ? `at ${start}` : `from ${start} to ${end}`;
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
  TREAT: "treatment",
  ETREAT: "emergency treatment",
  HPAYMT: "payment",
  HOPERAT: "running the organisation",
  HRESCH: "research",
  HSYSADMIN: "looking after the system",
  PATRQT: "the patient’s request",
  FAMRQT: "the family’s request",
};

/** What the session acted for, as the end of "for …". */
export function purposeWords(purpose: string | undefined): string | undefined {
  return purpose === undefined ? undefined : (purposes[purpose] ?? purpose);
}
