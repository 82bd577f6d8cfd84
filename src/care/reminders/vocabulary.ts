/** Patient: whether they agreed to be reminded by e-mail, valueCode "agreed" or "refused". Nobody who wasn't asked is reminded. */
export const reminderAnswerUrl = "urn:wardbook:reminders";

export type Answer = "agreed" | "refused" | "not-asked";
