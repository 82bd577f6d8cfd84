/** What a caller wants to do with one resource type. `history` is that of one resource. */
export type Interaction = "read" | "vread" | "history" | "search" | "create" | "update" | "delete";

/** The letters of a SMART v2 scope; "cruds" is the only order they may come in. */
export type PermissionLetter = "c" | "r" | "u" | "d" | "s";

/** Which letter each interaction needs. Source: SMART App Launch 2.2, "Scopes for requesting FHIR Resources". */
export const letterFor: Readonly<Record<Interaction, PermissionLetter>> = {
  create: "c",
  read: "r",
  vread: "r",
  history: "r",
  update: "u",
  delete: "d",
  search: "s",
};
