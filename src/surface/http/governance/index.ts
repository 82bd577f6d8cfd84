export type { GovernanceRoutesPorts } from "./ports.ts";
export { governanceRoutes } from "./routes.ts";
