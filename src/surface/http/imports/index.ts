export { importRoutes } from "./routes.ts";
export type { ImportRoutesPorts } from "./routes.ts";
