export { passwordConfirmation } from "./confirm-password.ts";
export { notesRoutes } from "./routes.ts";
export type { NotesRoutesPorts } from "./routes.ts";
