export { reminderRoutes } from "./routes.ts";
export type { ReminderRoutesPorts } from "./routes.ts";
