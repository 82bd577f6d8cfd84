import { amountText, moneyIn, moneyOf } from "../../foundation/money/index.ts";
import { type FhirResource, extensionIn, extensionsIn, identifiersIn, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { BillingError } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { type MoneyMethod, countedIn, isOfTill, moneyMethods, takings } from "./cash-up-rule.ts";
import { findRecords, inWords } from "./finding.ts";
import { daysAround } from "../../foundation/calendar/index.ts";
import type { TillDay } from "./ports.ts";
import { branchExtension, expectBranch, requestIdentifier, seeingOf } from "./patient-money.ts";
import { currencyOf } from "./posting.ts";
import { amountIn } from "./prices.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

async function lockedAt(ports: BillingPorts, caller: Caller, { branch, day }: TillDay) {
  const found = await findRecords(ports, caller, "PaymentReconciliation", [
    ["identifier", `${identifierSystem.cashUp}|${branch}/${day}`],
  ]);
  return found[0];
}

/** What a branch's till should have on a day, and what was counted once it is cashed up. */
export async function readCashUp(ports: BillingPorts, caller: Caller, { branch, day }: TillDay) {
  await expectBranch(ports, caller, branch);
  const { settings } = await seeingOf(ports, caller);
  const currency = currencyOf(settings);
  const zone = await ports.timeZone(caller.tenant);
  const payments = (await findRecords(ports, caller, "PaymentNotice", [["created", daysAround(day).join(",")]])).filter(
    (one) => isOfTill(one, { branch, day, zone }),
  );
  const locked = await lockedAt(ports, caller, { branch, day });
  const out = locked === undefined ? ((await ports.cashOutSeen?.(caller, { branch, day })) ?? 0n) : 0n;
  const expected = locked === undefined ? takings(payments, currency, out) : expectedIn(locked.resource);
  const counted = locked === undefined ? undefined : countedIn(locked.resource, currency);
  const say = (amount: bigint) => amountText(amount, currency.digits);
  return {
    branchId: branch,
    day,
    currency: currency.currency,
    state: locked === undefined ? ("open" as const) : ("locked" as const),
    methods: moneyMethods.map((method) => {
      const [should, is] = [expected.get(method) ?? 0n, counted?.get(method)];
      return {
        method,
        expected: say(should),
        ...(is === undefined ? {} : { counted: say(is), difference: say(is - should) }),
      };
    }),
    explanation: textIn(locked?.resource["disposition"]),
    receipts: payments.length,
  };

  function expectedIn(resource: FhirResource): ReadonlyMap<string, bigint> {
    return new Map(
      extensionsIn(resource, extensionUrl.counted).map((one) => [
        textIn(extensionIn(one, "method")?.["valueCode"]) ?? "",
        moneyIn(extensionIn(one, "expected")?.["valueMoney"], currency) ?? 0n,
      ]),
    );
  }
}

export interface NewCashUp {
  readonly requestId: string;
  readonly branchId: ResourceId;
  readonly day: string;
  readonly counted: readonly { readonly method: MoneyMethod; readonly amount: string }[];
  readonly explanation?: string | undefined;
}

/** Closes a day, once for each request. @throws BillingError also `billing/needs-reason` */
export async function cashUp(ports: BillingPorts, caller: Caller, asked: NewCashUp) {
  const at = { branch: asked.branchId, day: asked.day };
  await expectBranch(ports, caller, asked.branchId);
  const before = await lockedAt(ports, caller, at);
  if (before !== undefined) {
    if (identifiersIn(before.resource, identifierSystem.request).includes(asked.requestId))
      return { cashUp: await readCashUp(ports, caller, at), created: false };
    throw new BillingError("billing/refused", "this day is cashed up already");
  }
  const currency = currencyOf(await ports.settings(caller.tenant));
  const counted = asked.counted.map(({ method, amount }, index) => ({
    url: extensionUrl.counted,
    extension: [
      { url: "method", valueCode: method },
      { url: "counted", valueMoney: moneyOf(amountIn(amount, currency, `counted[${index}].amount`), currency) },
    ],
  }));
  const resource: FhirResource = {
    resourceType: "PaymentReconciliation",
    identifier: [requestIdentifier(asked.requestId)],
    extension: [branchExtension(asked.branchId), ...counted],
    status: "active",
    period: { start: asked.day, end: asked.day },
    created: new Date(ports.now()).toISOString(),
    ...(asked.explanation === undefined ? {} : { disposition: asked.explanation }),
    paymentDate: asked.day,
    paymentAmount: moneyOf(0n, currency),
  };
  try {
    await inWords(ports.chart.create(caller, "PaymentReconciliation", resource));
  } catch (error) {
    if (error instanceof BillingError && error.path?.endsWith("disposition") === true)
      throw new BillingError("billing/needs-reason", error.message, { path: "explanation", cause: error });
    throw error;
  }
  return { cashUp: await readCashUp(ports, caller, at), created: true };
}
