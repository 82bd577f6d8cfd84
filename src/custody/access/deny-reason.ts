/** Why a request is denied. One code per rule that a person could have changed. */
export type DenyReason =
  | "access/no-scopes"
  | "access/type-not-granted"
  | "access/interaction-not-granted"
  | "access/app-not-granted"
  | "access/purpose-not-granted"
  | "access/type-not-for-purpose";

/** What to tell the caller: which rule refused, and who can grant it. It speaks of types, never of records. */
export const denySentence: Readonly<Record<DenyReason, string>> = {
  "access/no-scopes": "You have no access to records here. An administrator can give you a role.",
  "access/type-not-granted": "Your role does not include this kind of record. An administrator can change your role.",
  "access/interaction-not-granted":
    "Your role lets you see this kind of record but not do this. An administrator can change your role.",
  "access/app-not-granted": "You may do this, but the app that you use was not allowed to.",
  "access/purpose-not-granted": "Your role is not for this purpose. Choose another purpose, or ask an administrator.",
  "access/type-not-for-purpose": "This kind of record is not needed for the purpose that you chose.",
};
