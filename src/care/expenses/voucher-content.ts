import { moneyOf, parseAmount } from "../../foundation/money/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ExpenseError } from "./expense-error.ts";
import { expectBranch } from "./finding.ts";
import type { ExpensePorts } from "./ports.ts";
import { statusByState } from "./states.ts";
import { codeSystem, extensionUrl, kindUri } from "./vocabulary.ts";

export interface VoucherContent {
  readonly branchId: ResourceId;
  readonly category: string;
  readonly title: string;
  readonly payee: string;
  readonly amount: string;
  readonly tax: string;
  readonly date: string;
  readonly receiptIds: readonly ResourceId[];
  readonly submit: boolean;
}

/** The record that says this. @throws ExpenseError `expenses/unknown-branch`, `expenses/unsuitable` */
export async function resourceOf(
  ports: Pick<ExpensePorts, "chart" | "currency">,
  caller: Caller,
  content: VoucherContent,
  identifier: readonly object[],
): Promise<FhirResource> {
  const currency = await ports.currency(caller.tenant);
  await expectBranch(ports, caller, content.branchId);
  const money = (name: "amount" | "tax") => {
    const amount = parseAmount(content[name], currency.digits);
    if (amount === undefined || amount < 0n)
      throw new ExpenseError("expenses/unsuitable", `amounts in ${currency.currency} have ${currency.digits} digits`, {
        path: name,
      });
    return { valueMoney: moneyOf(amount, currency) };
  };
  return {
    resourceType: "Contract",
    instantiatesUri: kindUri.voucher,
    identifier,
    status: statusByState[content.submit ? "submitted" : "draft"],
    applies: { start: content.date },
    domain: [{ reference: `Location/${content.branchId}` }],
    title: content.title,
    subType: [{ coding: [{ system: codeSystem.category, code: content.category }] }],
    ...(content.receiptIds.length === 0
      ? {}
      : { supportingInfo: content.receiptIds.map((id) => ({ reference: `Contract/${id}` })) }),
    extension: [
      { url: extensionUrl.amount, ...money("amount") },
      { url: extensionUrl.tax, ...money("tax") },
      { url: extensionUrl.payee, valueString: content.payee },
    ],
  } as FhirResource;
}
