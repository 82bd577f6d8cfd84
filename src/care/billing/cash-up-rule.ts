import { type Currency, type Minor, moneyIn, moneyOf } from "../../foundation/money/index.ts";
import {
  type FhirResource,
  isJsonObject,
  extensionIn,
  extensionsIn,
  objectsIn,
  textIn,
  withExtension,
} from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type ProposedChange, RuleOvertaken, type Ruled, type WriteRule } from "../../custody/chart/index.ts";
import { closeTill, readTill } from "./billing-table.ts";
import { dayNumber, daysAround, localDay } from "../../foundation/calendar/index.ts";
import { tillOf } from "./payment-rule.ts";
import type { BillingRulePorts } from "./ports.ts";
import { currencyOf, overtaken } from "./posting.ts";
import { against, expectStep, expectUnchanged, isHistory } from "./rule-parts.ts";
import { type Kept, type Method, branchOf, isMethod, isRefund, methods, partsOf, statusOf } from "./shapes.ts";
import { beginnings, cashUpMachine } from "./states.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

export type MoneyMethod = Exclude<Method, "advance">;
export const moneyMethods = methods.filter((method): method is MoneyMethod => method !== "advance");

/** What came in less what went out, by method.
 *  @param cashOut what else went out of the till */
export function takings(
  payments: readonly Kept[],
  currency: Currency,
  cashOut: Minor,
): ReadonlyMap<MoneyMethod, Minor> {
  const sums = new Map<MoneyMethod, Minor>(moneyMethods.map((method) => [method, method === "cash" ? -cashOut : 0n]));
  for (const { resource } of payments)
    for (const { method, amount = 0n } of partsOf(resource, currency))
      if (method !== undefined && method !== "advance")
        sums.set(method, (sums.get(method) ?? 0n) + (isRefund(resource) ? -amount : amount));
  return sums;
}

/** What a branch's till took and gave on a day. */
export function isOfTill(
  { resource }: Kept,
  { branch, day, zone }: { readonly branch: ResourceId; readonly day: string; readonly zone: string },
): boolean {
  const created = Date.parse(textIn(resource["created"]) ?? "");
  return (
    statusOf(resource) === "active" &&
    branchOf(resource) === branch &&
    !Number.isNaN(created) &&
    localDay(created, zone) === day
  );
}

async function takenOn(
  ports: BillingRulePorts,
  tenant: TenantId,
  { branch, day }: { readonly branch: ResourceId; readonly day: string },
): Promise<readonly Kept[]> {
  const zone = await ports.timeZone(tenant);
  const found = await ports.find(tenant, "PaymentNotice", [["created", daysAround(day).join(",")]]);
  return found.filter((kept) => isOfTill(kept, { branch, day, zone }));
}

/** What was counted, by method: nothing of a method that isn't named. */
export function countedIn(cashUp: FhirResource, currency: Currency): ReadonlyMap<MoneyMethod, Minor> {
  return new Map(
    extensionsIn(cashUp, extensionUrl.counted).flatMap((one) => {
      const method = extensionIn(one, "method")?.["valueCode"];
      const counted = moneyIn(extensionIn(one, "counted")?.["valueMoney"], currency);
      return isMethod(method) && method !== "advance" && counted !== undefined ? [[method, counted] as const] : [];
    }),
  );
}

/** Undefined also of a month or a year, which FHIR would take for a date. */
export function dayOf(cashUp: FhirResource): string | undefined {
  const period = cashUp["period"];
  const start = period !== undefined && isJsonObject(period) ? textIn(period["start"]) : undefined;
  return start === undefined || start.length < 10 ? undefined : start.slice(0, 10);
}

/**
 * What day-end counts may become: one for each branch and day, in order, by somebody with the permission; what was expected is the
 * server's to say, and a difference is explained. Nothing gets into a day that is cashed up.
 */
export function cashUpRule(ports: BillingRulePorts): WriteRule {
  return async (change: ProposedChange): Promise<Ruled> => {
    const { caller, previous, next } = change;
    const { tenant } = caller;
    const isOurs = [previous, next].some((one) => one !== undefined && branchOf(one) !== undefined);
    if (!isOurs || isHistory(change)) return {};
    if (next === undefined) throw against("PaymentReconciliation.status", "a day that is cashed up stays so");
    if (previous !== undefined) {
      expectUnchanged(previous, next, []);
      return {};
    }
    expectStep(cashUpMachine, beginnings.PaymentReconciliation, previous, next);
    if (!caller.permissions.has("cash-up"))
      throw against("PaymentReconciliation", "cashing up needs the permission cash-up");
    const [branch, day] = [branchOf(next), dayOf(next)];
    if (branch === undefined) throw against("PaymentReconciliation.extension", "a cash-up is of a branch");
    const now = ports.now();
    if (day === undefined || day > localDay(now, await ports.timeZone(tenant)))
      throw against("PaymentReconciliation.period", "a cash-up is of a day that has come");
    const currency = currencyOf(await ports.settings(tenant));
    const till = tillOf(await ports.blinding(tenant), branch);
    const { receipts, closedDay } = await readTill(ports.db.tenant(tenant), tenant, till);
    if (closedDay >= dayNumber(day)) throw against("PaymentReconciliation.period", "this day is cashed up already");
    const out = (await ports.cashOut?.(tenant, { branch, day })) ?? 0n;
    const expected = takings(await takenOn(ports, tenant, { branch, day }), currency, out);
    const counted = countedIn(next, currency);
    const differs = moneyMethods.some((method) => (expected.get(method) ?? 0n) !== (counted.get(method) ?? 0n));
    if (differs && (textIn(next["disposition"]) ?? "").trim() === "")
      throw against("PaymentReconciliation.disposition", "what was counted isn't what was expected: say why");
    const { extension: _sent, ...rest } = withExtension(next, extensionUrl.counted, undefined);
    return {
      resource: {
        ...rest,
        identifier: [
          ...objectsIn(rest["identifier"]).filter(({ system }) => system !== identifierSystem.cashUp),
          { system: identifierSystem.cashUp, value: `${branch}/${day}` },
        ],
        extension: [
          { url: extensionUrl.branch, valueReference: { reference: `Location/${branch}` } },
          ...moneyMethods.map((method) => ({
            url: extensionUrl.counted,
            extension: [
              { url: "method", valueCode: method },
              { url: "expected", valueMoney: moneyOf(expected.get(method) ?? 0n, currency) },
              { url: "counted", valueMoney: moneyOf(counted.get(method) ?? 0n, currency) },
            ],
          })),
        ],
        created: new Date(now).toISOString(),
        paymentAmount: moneyOf(
          [...counted.values()].reduce((sum, one) => sum + one, 0n),
          currency,
        ),
      },
      alongside: async (tx) => {
        const isClosed = await closeTill(tx, tenant, { till, receipts, day: dayNumber(day) }).catch(overtaken);
        if (!isClosed) throw new RuleOvertaken();
      },
    };
  };
}
