/** `Task.status` of R4, as far as an enquiry has it. */
export const enquiryStatuses = [
  "requested",
  "in-progress",
  "on-hold",
  "completed",
  "rejected",
  "entered-in-error",
] as const;
export type EnquiryStatus = (typeof enquiryStatuses)[number];

/** What may follow on what: new, being followed up, waiting for an answer; registered, came to nothing, a mistake. One that ended can be
 *  taken up again, a mistake can't. */
export const enquiryTransitions: Readonly<Record<EnquiryStatus, readonly EnquiryStatus[]>> = {
  requested: ["in-progress", "on-hold", "completed", "rejected", "entered-in-error"],
  "in-progress": ["on-hold", "completed", "rejected", "entered-in-error"],
  "on-hold": ["in-progress", "completed", "rejected", "entered-in-error"],
  completed: ["in-progress"],
  rejected: ["in-progress", "entered-in-error"],
  "entered-in-error": [],
};

/** How one may begin: whoever is at the desk may be spoken to at once. */
export const firstStatuses: readonly EnquiryStatus[] = ["requested", "in-progress", "on-hold"];

export function isEnquiryStatus(text: unknown): text is EnquiryStatus {
  return (enquiryStatuses as readonly unknown[]).includes(text);
}

const words: Readonly<Record<EnquiryStatus, string>> = {
  requested: "new",
  "in-progress": "being followed up",
  "on-hold": "waiting for an answer",
  completed: "registered",
  rejected: "closed without a registration",
  "entered-in-error": "a mistake",
};

/** Why one can't become the other, in a sentence. */
export function enquiryRefusal(from: EnquiryStatus, to: EnquiryStatus): string {
  const ways = enquiryTransitions[from].map((status) => words[status]);
  const left = ways.length === 0 ? "nothing follows on it" : `it can become ${ways.join(", ")}`;
  return `an enquiry that is ${words[from]} doesn't become ${words[to]}: ${left}`;
}
