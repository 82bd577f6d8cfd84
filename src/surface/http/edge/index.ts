export { type Edge, type EdgePorts, createEdge } from "./edge.ts";
export { budgets } from "./budgets.ts";
export type { Budget, Payer } from "./budgets.ts";
export { localAddress, redirectWithin } from "./local-address.ts";
export { changeRequestBudgets, listRequestBudgets, requestBudgets } from "./request-budgets.ts";
export type { Budgets } from "./rate-limits.ts";
export { routeClassOf } from "./route-class.ts";
export type { RouteClass } from "./route-class.ts";
export type { ConnectionLimits } from "./slow-clients.ts";
