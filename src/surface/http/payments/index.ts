export { paymentRoutes } from "./routes.ts";
export type { PaymentRoutesPorts } from "./routes.ts";
