/** What somebody asks for about their own record. */
export const requestKinds = [
  "access",
  /** Who looked at the record, and what for. */
  "explanation",
  "portability",
  "rectification",
  "erasure",
  "restriction",
  "objection",
  "consent-withdrawal",
] as const;
export type RequestKind = (typeof requestKinds)[number];

export const laws = ["gdpr", "uk-gdpr", "hipaa"] as const;
export type Law = (typeof laws)[number];
