export type { PolicyRoutesPorts } from "./ports.ts";
export { policyRoutes } from "./routes.ts";
