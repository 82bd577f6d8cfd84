export { billingRoutes } from "./routes.ts";
export type { BillingRoutesPorts } from "./routes.ts";
export { billingWorkRoutes } from "./work-routes.ts";
export type { BillingWorkPorts } from "./work-routes.ts";
export { answerBillingProblem } from "./problem-handler.ts";
export { requireBilling } from "./require-billing.ts";
