export { csrfTokenOf, isCsrfTokenOf, parseSessionCookie } from "./session-cookie.ts";
export type { SessionCookie } from "./session-cookie.ts";
export { sessionColumn } from "./session-details.ts";
export { deleteSessionsOf, unproveSessionsOf } from "./session-table.ts";
export type { ProvenBy } from "./session-table.ts";
export { createSessions } from "./sessions.ts";
export type { LiveSession, ReplacedSession, SessionInfo, SessionLimits, Sessions } from "./sessions.ts";
