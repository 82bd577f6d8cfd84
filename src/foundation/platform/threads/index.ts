export { joinThreads } from "./calls.ts";
export type { Calls, Line } from "./calls.ts";
