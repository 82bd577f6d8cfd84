export { createApp } from "./app.ts";
export type { App, AppPorts, Route } from "./app.ts";
export { fhirRoutes } from "./fhir/fhir-routes.ts";
