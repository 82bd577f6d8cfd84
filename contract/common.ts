import { z } from "zod";

export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "expected a lower-case UUID");
/** An instant, ISO 8601 with milliseconds in UTC. */
export const instant = z.iso.datetime();

/** What every `/api` route answers when it refuses. `/fhir` routes answer an OperationOutcome instead. */
export const problem = z.object({
  /** Closed code, such as `session/wrong-credentials`. */
  code: z.string(),
  /** One sentence for the person: what was refused and what to do next. */
  message: z.string(),
  /** The offending input field, where there is one. */
  path: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

/** The built-in roles of an organisation. Each is a list of SMART v2 scopes (see `roles.ts` of identity). */
export const roleName = z.enum(["administrator", "clinician", "front-desk", "auditor"]);
export type RoleName = z.infer<typeof roleName>;
/** The id of any role: built in, or made by the organisation. */
export const roleId = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, "expected a role's id");

/** Header that carries the session's CSRF token on every request that changes something (POST, PUT, PATCH, DELETE). */
export const csrfHeader = "x-wardbook-csrf";
/** Request header of what a page asks by itself while nobody is at it: such a request doesn't keep the session alive. */
export const unattendedHeader = "x-wardbook-unattended";
/** Response header with the id of the ledger entry (or entries, comma-separated) that witnessed a disclosure. */
export const ledgerEntryHeader = "x-wardbook-ledger-entry";
