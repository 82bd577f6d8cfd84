export { keysRoutes } from "./routes.ts";
export { keyringRefusal } from "./problem-handler.ts";
