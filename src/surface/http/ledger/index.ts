export { checkpointMailRoutes } from "./checkpoint-mail-routes.ts";
export type { LedgerRoutesPorts } from "./ports.ts";
export { publicLogRoutes } from "./public-log-routes.ts";
export { ledgerRoutes } from "./routes.ts";
