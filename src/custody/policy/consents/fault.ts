/** Why a part of a consent could not be applied as it stands. */
export type ConsentFaultCode =
  | "consent/no-patient"
  | "consent/unknown-scope"
  | "consent/unknown-policy"
  | "consent/modified"
  | "consent/missing-type"
  | "consent/unknown-period"
  | "consent/unknown-actor"
  | "consent/unknown-actor-role"
  | "consent/unknown-action"
  | "consent/unknown-label"
  | "consent/unknown-purpose"
  | "consent/narrower-purpose"
  | "consent/unknown-class"
  | "consent/unknown-code"
  | "consent/unknown-data"
  | "consent/too-deep";

/** For the officer: which part of which consent, and what is done instead. No words of the consent itself. */
export interface ConsentFault {
  readonly code: ConsentFaultCode;
  /** "Consent.provision.provision[1].actor" */
  readonly path: string;
}

export const consentFaultSentence: Readonly<Record<ConsentFaultCode, string>> = {
  "consent/no-patient": "It names no patient of this organisation, so it can't be applied to anybody.",
  "consent/unknown-scope": "Its scope is not a code we know. It is applied as a privacy consent.",
  "consent/unknown-policy":
    "Its policy rule is neither an opt-in nor an opt-out we know. What its provisions don't speak of stays as the roles say.",
  "consent/modified": "It carries a modifier we don't know. What it speaks of is denied.",
  "consent/missing-type": "The provision says neither permit nor deny. What it speaks of is denied.",
  "consent/unknown-period": "The period can't be read. The provision denies what it speaks of, at all times.",
  "consent/unknown-actor":
    "An actor is not named by a reference to somebody here. The provision denies what it speaks of, to everybody.",
  "consent/unknown-actor-role":
    "An actor's part is not one we know (a recipient, or a role of this organisation). The provision denies what it speaks of, to everybody.",
  "consent/unknown-action":
    "An action is not a code we know. The provision denies what it speaks of, for every action.",
  "consent/unknown-label":
    "A security label is not a sensitivity code of HL7. The provision denies what it speaks of, whatever its label.",
  "consent/unknown-purpose":
    "A purpose is not a code of HL7. The provision denies what it speaks of, for every purpose.",
  "consent/narrower-purpose":
    "A purpose is narrower than those that people state here. A denial covers the broader purpose; a permit permits nothing.",
  "consent/unknown-class": "A class is not a resource type. The provision denies what it speaks of, whatever its type.",
  "consent/unknown-code": "A code has no system or no code. The provision denies what it speaks of, whatever its code.",
  "consent/unknown-data":
    "The provision speaks of data by what it is related to, or of data elsewhere. It denies what it speaks of, whatever the data.",
  "consent/too-deep": "Provisions are nested too deeply. The innermost ones deny what they speak of.",
};
