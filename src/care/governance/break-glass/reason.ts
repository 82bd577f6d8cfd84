export const reasonKinds = [
  "emergency-treatment",
  "unable-to-consent",
  "covering-colleague",
  "safeguarding",
  "other",
] as const;
export type ReasonKind = (typeof reasonKinds)[number];

export const reasonSentence: Readonly<Record<ReasonKind, string>> = {
  "emergency-treatment": "emergency treatment",
  "unable-to-consent": "the patient can't be asked and care can't wait",
  "covering-colleague": "urgent care in place of a colleague",
  safeguarding: "somebody's safety is at risk",
  other: "another urgent reason",
};

/** Fewer would be a key pressed often, not a reason. */
export const fewestReasonCharacters = 15;

export interface Reason {
  readonly kind: ReasonKind;
  readonly words: string;
}
