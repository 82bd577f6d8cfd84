export type { ConsentSignature, ConsentSignatures, ConsentState } from "./consent-signatures.ts";
export { openConsents } from "./consents.ts";
export type { Consents } from "./consents.ts";
export { ConsentsError } from "./consents-error.ts";
export type { ConsentsErrorCode } from "./consents-error.ts";
export { isOver } from "./is-over.ts";
export { ownRecordOf } from "./own-record.ts";
export type { ConsentsPorts } from "./ports.ts";
