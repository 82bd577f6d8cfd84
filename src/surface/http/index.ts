export { createApp } from "./app.ts";
export type { AppPorts } from "./app.ts";
