/** What a Communication between colleagues says in codes of our own: R4 has none. */
export const categorySystem = {
  /** `Communication.category`: whether it is about a patient. Roles' scopes name it: who sees no patients sees no message about one. */
  about: "urn:wardbook:staff-message",
  kind: "urn:wardbook:staff-message-kind",
} as const;

export const aboutPatient = "about-patient";
export const aboutNobody = "about-nobody";

/** `seen` and `acknowledged` are marks that a reader leaves: part of the messages that they are on. */
export const messageKinds = ["message", "announcement", "seen", "acknowledged"] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Systems of the identifiers by which sender and recipients are named: staff need no Practitioner. */
export const partySystem = {
  person: "urn:wardbook:person",
  role: "urn:wardbook:role",
  branch: "urn:wardbook:branch",
  everybody: "urn:wardbook:everybody",
} as const;
export type PartyKind = keyof typeof partySystem;

/** `Communication.identifier`: the client's own number. */
export const requestSystem = "urn:wardbook:message-request";
