import { type Currency, moneyIn, sumOf } from "../../foundation/money/index.ts";
import { type FhirResource, extensionsIn, idIn, objectsIn } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { ProposedChange, Ruled, WriteRule } from "../../custody/chart/index.ts";
import { countReceipt } from "./billing-table.ts";
import { dayNumber, localDay } from "../../foundation/calendar/index.ts";
import { type Numbers, withOwnNumbers } from "./numbers.ts";
import type { BillingRulePorts } from "./ports.ts";
import { currencyOf, endTurn, openBook, overtaken, postTo } from "./posting.ts";
import {
  against,
  doerOf,
  draftersOf,
  draftersWith,
  expectApprover,
  expectStep,
  expectUnchanged,
  expectUnchangedButPrinted,
  isHistory,
  requestPostings,
  withActors,
  withPrinting,
  withoutPrinting,
} from "./rule-parts.ts";
import {
  allocationsOf,
  branchOf,
  isPatientAccount,
  isRefund,
  partsOf,
  patientIn,
  postingOf,
  statusOf,
} from "./shapes.ts";
import { beginnings, paymentMachine } from "./states.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

/** Names a branch's till. */
export function tillOf(blind: (text: string) => Buffer, branch: string | undefined): Buffer {
  return blind(`billing-till|${branch ?? ""}`);
}

/** @throws ChartError `chart/against-rule` */
function expectSound(next: FhirResource, currency: Currency): void {
  const amount = moneyIn(next["amount"], currency);
  if (amount === undefined || amount <= 0n)
    throw against("PaymentNotice.amount", `an amount in ${currency.currency} of more than nothing`);
  const parts = partsOf(next, currency);
  if (parts.length === 0) throw against("PaymentNotice.extension", "a payment says by what method it was made");
  for (const part of parts) {
    if (part.method === undefined) throw against("PaymentNotice.extension", "this method of payment isn't known here");
    if (part.amount === undefined || part.amount <= 0n)
      throw against("PaymentNotice.extension", "a part's amount is missing, or isn't in this currency");
    if (isRefund(next) && part.method === "advance")
      throw against("PaymentNotice.extension", "a refund goes out by a method that money goes by");
  }
  if (sumOf(parts.map((part) => part.amount ?? 0n)) !== amount)
    throw against("PaymentNotice.amount", "the amount isn't the sum of its parts");
  const allocations = allocationsOf(next, currency);
  if (allocations.some((one) => one.invoice === undefined || one.amount === undefined))
    throw against("PaymentNotice.extension", "an allocation names an invoice and an amount");
  if (isRefund(next) && allocations.length > 0) throw against("PaymentNotice.extension", "a refund goes to no invoice");
}

/** The one patient of our extension, who has the account that it is paid to. @throws ChartError `chart/against-rule` */
async function payerOf(ports: BillingRulePorts, tenant: TenantId, next: FhirResource): Promise<ResourceId> {
  const patient = patientIn(next);
  if (patient === undefined || extensionsIn(next, extensionUrl.patient).length !== 1)
    throw against("PaymentNotice.extension", "a payment names the patient whose it is, and one alone");
  const account = idIn(next["request"], "Account");
  const found = account === undefined ? undefined : (await ports.current(tenant, [account])).get(account);
  if (found === undefined || !isPatientAccount(found) || patientIn(found) !== patient)
    throw against("PaymentNotice.request", "a payment is made to the patient's own account");
  return patient;
}

/** The branch whose till it goes by: money that is in nobody's till is counted by nobody. @throws ChartError `chart/against-rule` */
async function branchAt(ports: BillingRulePorts, tenant: TenantId, payment: FhirResource): Promise<ResourceId> {
  const branch = branchOf(payment);
  const found = branch === undefined ? undefined : (await ports.current(tenant, [branch])).get(branch);
  if (branch === undefined || found?.resourceType !== "Location")
    throw against("PaymentNotice.extension", "a receipt names the branch that took the money, or gave it");
  return branch;
}

/**
 * What payments and refunds may become, whoever writes them and by whatever way: what was received stands, with the next number of its
 * series, and nothing goes to an invoice beyond what is open or out beyond what the patient has in credit.
 */
export function paymentRule(ports: BillingRulePorts, numbers: Numbers): WriteRule {
  return async (change: ProposedChange): Promise<Ruled> => {
    const { caller, previous, next } = change;
    const { tenant } = caller;
    if (next === undefined) {
      if (statusOf(previous) === "active")
        throw against("PaymentNotice.status", "what was received isn't deleted: a refund gives it back");
      return {};
    }
    if (isHistory(change)) {
      const patient = patientIn(next);
      const resource = withOwnNumbers(undefined, next, true);
      if (patient === undefined) return { resource };
      return { resource, alongside: await endTurn(ports, tenant, patient) };
    }
    expectStep(paymentMachine, beginnings.PaymentNotice, previous, next);
    let own = withOwnNumbers(previous, next, false);
    if (previous !== undefined && statusOf(previous) !== "draft") {
      expectUnchangedButPrinted(previous, own, []);
      return { resource: withPrinting(previous, own, ports.now()) };
    }
    if (statusOf(own) === "cancelled" || statusOf(own) === "entered-in-error") return { resource: own };
    own = withoutPrinting(own);
    const currency = currencyOf(await ports.settings(tenant));
    expectSound(own, currency);
    const patient = await payerOf(ports, tenant, own);
    if (statusOf(own) === "draft") {
      const drafted = withActors(own, { drafters: draftersWith(previous, caller), approvedBy: undefined });
      const open = await openBook(ports, tenant, patient);
      return { resource: drafted, alongside: postTo(open, "PaymentNotice", requestPostings(previous, drafted)) };
    }
    if (isRefund(own)) {
      if (previous === undefined)
        throw against("PaymentNotice.status", "a refund begins as a draft, for somebody else to approve");
      expectUnchanged(previous, own, ["status", "created", "paymentDate", "payment"]);
      const asked = { drafters: draftersOf(previous), path: "PaymentNotice.status" };
      await expectApprover(ports, caller, "refunds.approve", asked);
    }
    const drafted = draftersOf(previous);
    const drafters = drafted.length > 0 ? drafted : [doerOf(caller)];
    const given = withActors(own, { drafters, approvedBy: isRefund(own) ? caller.id : undefined });
    const open = await openBook(ports, tenant, patient);
    const post = postTo(open, "PaymentNotice", [...requestPostings(previous, given), postingOf(given, currency)]);
    const branch = await branchAt(ports, tenant, given);
    const till = tillOf(await ports.blinding(tenant), branch);
    const now = ports.now();
    const day = localDay(now, await ports.timeZone(tenant));
    const number = await numbers.next(tenant, identifierSystem.receipt, branch);
    const identifier = { system: identifierSystem.receipt, value: number.value };
    return {
      resource: {
        ...given,
        identifier: [...objectsIn(given["identifier"]), identifier],
        created: new Date(now).toISOString(),
        paymentDate: day,
        payment: { identifier },
      },
      alongside: async (tx) => {
        await post(tx);
        if (!(await countReceipt(tx, tenant, till, dayNumber(day)).catch(overtaken)))
          throw against("PaymentNotice.created", "the day is cashed up: what comes now belongs to the next");
        await number.take(tx);
      },
    };
  };
}
