export { MirrorConflict, MirrorTrouble } from "./mirror-error.ts";
export type { MirrorConflictCode, MirrorTroubleCode } from "./mirror-error.ts";
export { mirrorLog } from "./mirror-log.ts";
export type { LogToMirror, Mirrored } from "./mirror-log.ts";
export type { MirrorStore } from "./mirror-store.ts";
export { openS3Store } from "./s3-store.ts";
export type { S3Settings } from "./s3-store.ts";
