export { liveRoutes } from "./live-routes.ts";
export type { LiveLimits, LiveRoutesPorts } from "./live-routes.ts";
export { answerSchedulingProblem } from "./problem-handler.ts";
export { schedulingRoutes } from "./routes.ts";
export type { SchedulingRoutesPorts } from "./routes.ts";
