export type { Enquirer, Limited, Origin, ReceptionPorts, Take } from "./ports.ts";
export { leadingZeroBits } from "./proof.ts";
export { openReception } from "./reception.ts";
export type { Reception } from "./reception.ts";
export { ReceptionError } from "./reception-error.ts";
export type { ReceptionErrorCode } from "./reception-error.ts";
export { publicPages } from "./settings.ts";
export type { PublicPages } from "./settings.ts";
