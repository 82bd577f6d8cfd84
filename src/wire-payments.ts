import { amountText, parseAmount } from "./foundation/money/index.ts";
import { type Billing, type BillingRulePorts, amountOfNotice, currencyOf, goesBackOn } from "./care/billing/index.ts";
import {
  type Books,
  type OnlineAccount,
  type OnlinePayments,
  type PaymentProvider,
  type PaymentsPorts,
  onePage,
  onlineRule,
  openOnlinePayments,
  openStripe,
} from "./care/payments/index.ts";
import type { WriteRule } from "./custody/chart/index.ts";
import type { StripeSetting } from "./foundation/platform/config/index.ts";
import type { Organisations } from "./custody/identity/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import { type TenantId, parseResourceId } from "./foundation/kernel/index.ts";

/** The rule of payments, with what keeps those right that come online. */
export function withOnlinePayments(money: BillingRulePorts, payments: WriteRule = async () => ({})): WriteRule {
  const find: PaymentsPorts["find"] = async (tenant, pairs) => money.find(tenant, "PaymentNotice", pairs);
  const online = onlineRule(
    {
      current: money.current,
      find,
      goesBackOn: async (tenant, refund, payment, others) =>
        goesBackOn(refund, payment, others, currencyOf(await money.settings(tenant))),
    },
    payments,
  );
  const amountOf = async (tenant: TenantId, notice: FhirResource) =>
    amountOfNotice(notice, currencyOf(await money.settings(tenant)));
  return onePage({ find, accountsOf: accountsOf(money), amountOf, now: money.now }, online);
}

function accountsOf(money: BillingRulePorts): PaymentsPorts["accountsOf"] {
  return async (tenant, patient) => {
    const found = await money.find(tenant, "Account", [
      ["patient", `Patient/${patient}`],
      ["type", "patient"],
    ]);
    return found.map(({ id }) => id);
  };
}

function booksOf(billing: Billing, money: BillingRulePorts): Books {
  const currency = async (tenant: Parameters<Books["currency"]>[0]) => currencyOf(await money.settings(tenant));
  return {
    currency,
    parse: parseAmount,
    say: amountText,
    amountOf: async (tenant, notice) => amountOfNotice(notice, await currency(tenant)),
    async openInvoices(caller, patient) {
      const { digits } = await currency(caller.tenant);
      const { open } = await billing.statement(caller, patient);
      return open.map((one) => ({
        id: parseResourceId(one.id),
        open: parseAmount(one.open, digits) ?? 0n,
        branch: one.branchId,
      }));
    },
    ask: async (caller, asked) => (await billing.askPayment(caller, asked)).done.id,
    book: (caller, id, how) => billing.bookAsked(caller, id, how),
    askRefund: async (caller, asked) => (await billing.askRefund(caller, { ...asked, method: "online" })).payment.id,
  };
}

export interface OnlineParts extends Pick<PaymentsPorts, "chart" | "words" | "publicOrigin" | "account" | "onFault"> {
  readonly billing: Billing;
  readonly money: BillingRulePorts;
}

export function wirePayments({ billing, money, ...parts }: OnlineParts): OnlinePayments {
  return openOnlinePayments({
    ...parts,
    books: booksOf(billing, money),
    find: (tenant, pairs) => money.find(tenant, "PaymentNotice", pairs),
    accountsOf: accountsOf(money),
    now: money.now,
  });
}

/** Opens the provider when it is first needed. */
export function onlineAccount(
  setting: StripeSetting | undefined,
  organisations: Pick<Organisations, "named">,
): () => Promise<OnlineAccount | undefined> {
  let provider: Promise<PaymentProvider> | undefined;
  return async () => {
    if (setting === undefined) return undefined;
    const organisation = await organisations.named(setting.organisation);
    if (organisation === undefined) return undefined;
    provider ??= openStripe({ key: setting.key, noticeSecret: setting.notices, api: setting.api });
    return { provider: await provider, tenant: organisation.tenant };
  };
}

const everyMilliseconds = 60_000;

/** Looks at what waits for the provider once a minute, until it is stopped. */
export function sweepBySchedule(
  payments: Pick<OnlinePayments, "sweep">,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= payments
      .sweep()
      .catch(onFailure)
      .finally(() => (running = undefined));
  }, everyMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
