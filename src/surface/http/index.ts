export { createApp } from "./app.ts";
export type { App, AppPorts, Route } from "./app.ts";
