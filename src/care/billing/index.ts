export { billingRules } from "./billing-rules.ts";
export type { BillingRulePorts } from "./ports.ts";
export { billingSettings, defaultSettings } from "./settings.ts";
export type { BillingSettings } from "./settings.ts";
export type { Kept } from "./shapes.ts";
