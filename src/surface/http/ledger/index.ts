export type { LedgerRoutesPorts } from "./ports.ts";
export { ledgerRoutes } from "./routes.ts";
