export { changesOf, identitySettings } from "./identity-settings.ts";
export type { IdentitySettings, PasswordProfileName } from "./identity-settings.ts";
export { LiveCache } from "./live-cache.ts";
export { organisationsOf } from "./organisations.ts";
export type { Organisation, Organisations } from "./organisations.ts";
export { createSettings, settingColumn, settingWithin } from "./settings.ts";
export type { SettingChange, SettingKind, Settings } from "./settings.ts";
