export { openAuditEvents } from "./audit-events.ts";
export type { AuditEvents, AuditPage } from "./audit-events.ts";
