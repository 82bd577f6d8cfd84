export { expenseRoutes } from "./routes.ts";
export type { ExpenseRoutesPorts } from "./routes.ts";
