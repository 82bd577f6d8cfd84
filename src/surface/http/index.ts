export { createApp } from "./app.ts";
export type { App, AppPorts, Route } from "./app.ts";
export { openAuditEvents } from "./audit-events/index.ts";
export type { Revocation, Revocations } from "./live-streams.ts";
export { fhirRoutes } from "./fhir/fhir-routes.ts";
