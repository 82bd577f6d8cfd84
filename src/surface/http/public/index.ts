export { publicRoutes } from "./public-routes.ts";
export type { PublicRoutesPorts } from "./public-routes.ts";
export { receptionRoutes } from "./reception-routes.ts";
export type { ReceptionRoutesPorts } from "./reception-routes.ts";
