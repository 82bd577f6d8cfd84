export { nextSignatureOf, signerConfirmation } from "./confirm-signer.ts";
export type { NextSignature, SignerPorts } from "./confirm-signer.ts";
export { letterRoutes } from "./letter-routes.ts";
export type { LetterRoutesPorts } from "./letter-routes.ts";
export { notesRoutes } from "./routes.ts";
export type { NotesRoutesPorts } from "./routes.ts";
export { signatureKeyRoutes } from "./signature-key-routes.ts";
