export { createPacker } from "./packer.ts";
export type { Packer } from "./packer.ts";
export { PackingError } from "./packing-error.ts";
export type { PackingErrorCode } from "./packing-error.ts";
