export { registrationRoutes } from "./routes.ts";
export type { RegistrationRoutesPorts } from "./routes.ts";
