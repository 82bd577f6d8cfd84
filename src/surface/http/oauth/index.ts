export { crossOrigin } from "./cross-origin.ts";
export type { OauthRoutesPorts } from "./ports.ts";
export { oauthRoutes } from "./routes.ts";
