export { parseConfig } from "./config.ts";
export type { Config, Environment } from "./config.ts";
export { ConfigError } from "./config-error.ts";
export type { ConfigErrorCode } from "./config-error.ts";
export { settingsHelp, settingsPage } from "./describe-settings.ts";
export { settings } from "./settings.ts";
export { defaultPublicOrigin, isLoopback } from "./public-origin.ts";
