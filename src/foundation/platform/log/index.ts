export { createLog } from "./log.ts";
export type { Log } from "./log.ts";
export { openRotatingFile } from "./rotating-file.ts";
