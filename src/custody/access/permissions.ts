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
  /** Co-sign notes of those who need it, and give them back. */
  "notes.co-sign",
  /** A duty, not a right: what one signs waits for somebody's co-signature. */
  "notes.supervised",
  /** Make and edit roles. */
  "roles.manage",
  /** Change how the organisation is protected: passwords, sessions, waiting times, purposes. */
  "policies.manage",
  /** See and end other people's sessions. */
  "sessions.manage",
  /** Open one patient's record in an emergency, for two hours, under review. */
  "break-glass.use",
  /** Review what was done under break-glass. */
  "break-glass.review",
  /** Let a named person of a vendor in, for a ticket and a time. */
  "vendor.approve",
  /** Start and close campaigns that review who has access. */
  "reviews.manage",
  /** Keep or withdraw grants in such a campaign. */
  "reviews.decide",
  /** Record and change patients' consents, and sensitivity labels by hand. */
  "consents.manage",
  /** Answer what people ask for about their own records. */
  "rights.manage",
  /** Record who acts for a patient, and confirm what another recorded. */
  "proxies.manage",
  /** See figures of the organisation: how many, how long, how much. Nobody's record. */
  "reports.read",
  /** Take records out in bulk. */
  "export",
  /** See what falls due, place and lift legal holds, and decide what becomes of records whose period is over. */
  "retention.manage",
  /** Open, one by one and with a reason, what had to stay of an erased record. */
  "retained.read",
  /** Approve that somebody who lost every factor may enrol anew. */
  "recovery.approve",
  /** Issue invoices whose discount is beyond the limit, drafted by somebody else. */
  "discounts.approve",
  /** Let money go back that somebody else asked for. */
  "refunds.approve",
  /** Count a branch's till at the end of the day, and close the day. */
  "cash-up",
  /** Write and submit vouchers of expenses, and pay them from the till. */
  "expenses.submit",
  /** Approve vouchers beyond the budget that somebody else submitted, and pay by the bank. */
  "expenses.approve",
  /** See what was spent, and by whom. */
  "expenses.read",
  /** Change letterheads, logos and how papers are laid out. */
  "stationery.manage",
  /** Change the organisation's note templates, and the snippets that everybody has. */
  "templates.manage",
] as const;

export type Permission = (typeof permissions)[number];

export const noPermissions: ReadonlySet<Permission> = new Set();
