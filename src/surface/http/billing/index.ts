export { billingRoutes } from "./routes.ts";
export type { BillingRoutesPorts } from "./routes.ts";
