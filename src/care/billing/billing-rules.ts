import type { WriteRules } from "../../custody/chart/index.ts";
import { accountRule } from "./account-rule.ts";
import { cashUpRule } from "./cash-up-rule.ts";
import { chargeRule } from "./charge-rule.ts";
import { invoiceRule } from "./invoice-rule.ts";
import { openNumbers } from "./numbers.ts";
import { paymentRule } from "./payment-rule.ts";
import type { BillingRulePorts } from "./ports.ts";

/** What keeps the books right, whoever writes and by whatever way. */
export function billingRules(ports: BillingRulePorts): WriteRules {
  const numbers = openNumbers(ports);
  return {
    Account: accountRule(ports),
    ChargeItem: chargeRule(ports),
    Invoice: invoiceRule(ports, numbers),
    PaymentNotice: paymentRule(ports, numbers),
    PaymentReconciliation: cashUpRule(ports),
  };
}
