export { keysRoutes } from "./routes.ts";
