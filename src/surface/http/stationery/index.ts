export { stationeryRoutes } from "./routes.ts";
export type { StationeryRoutesPorts } from "./routes.ts";
