export { createAuthenticate } from "./authenticate.ts";
export type { AskPolicy, Authenticate } from "./authenticate.ts";
export { requireCaller, requirePermission } from "./guard.ts";
export { parseInput } from "./parse-input.ts";
export type { DemonstrationPort, IdentityRoutesPorts, SetUpPort } from "./ports.ts";
export { answerProblem, refusalOf, sendRefusal } from "./problem-handler.ts";
export { nobodySignedIn, Refusal } from "./refusal.ts";
export { identityRoutes } from "./routes.ts";
export { requireStepUp } from "./step-up.ts";
