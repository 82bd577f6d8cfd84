export { governanceSettings } from "./governance-settings.ts";
export type { GovernanceRoutesPorts } from "./ports.ts";
export { governanceRoutes } from "./routes.ts";
