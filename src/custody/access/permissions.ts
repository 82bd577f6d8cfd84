/** What the app allows beside FHIR scopes. A closed list: each is checked by name where it is needed. */
export const permissions = [
  /** See, add, change and end people. */
  "people.manage",
  /** See, add and end API clients. */
  "clients.manage",
  /** Read the ledger's entries: who did what, when and why. */
  "ledger.read",
  /** See the ledger's state and have it checked: sizes and hashes, nobody's names. */
  "ledger.verify",
  /** Import records from files. */
  "import",
  /** See who looked at a patient's record. */
  "accesses.read",
  /** Draft and sign notes. */
  "notes.write",
] as const;

export type Permission = (typeof permissions)[number];

export const noPermissions: ReadonlySet<Permission> = new Set();
