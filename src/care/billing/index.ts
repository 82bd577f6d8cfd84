export { BillingError } from "./billing-error.ts";
export type { BillingErrorCode } from "./billing-error.ts";
export { openBilling } from "./billing.ts";
export type { Billing } from "./billing.ts";
export type { BillingPorts } from "./billing-ports.ts";
export { billingRules } from "./billing-rules.ts";
export type { BillingRulePorts } from "./ports.ts";
export { billingSettings, defaultSettings } from "./settings.ts";
export type { BillingSettings } from "./settings.ts";
