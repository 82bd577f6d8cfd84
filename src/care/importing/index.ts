export { importFiles } from "./import-files.ts";
export type { ImportPorts } from "./import-files.ts";
export { ImportError } from "./import-error.ts";
export type { ImportErrorCode } from "./import-error.ts";
export type { FileRefusal, ImportProgress } from "./import-progress.ts";
export { fileSource } from "./import-source.ts";
export type { ImportSource } from "./import-source.ts";
export { openSpool } from "./spool.ts";
export type { Spool, Spooled } from "./spool.ts";
