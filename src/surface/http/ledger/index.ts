export { checkpointMailRoutes } from "./checkpoint-mail-routes.ts";
export { checkpointMailSettings } from "./checkpoint-mail-settings.ts";
export type { LedgerRoutesPorts } from "./ports.ts";
export { publicLogRoutes } from "./public-log-routes.ts";
export { ledgerRoutes } from "./routes.ts";
