import { type Currency, type Minor, lesser, moneyIn, parseAmount, sumOf } from "../../../foundation/money/index.ts";
import { type Found } from "../../../custody/chart/index.ts";
import { type JsonObject, numberText, objectsIn, textIn } from "../../../foundation/fhir/index.ts";
import { totalsOf } from "../invoice-totals.ts";
import type { PatientMoney } from "../patient-money.ts";
import { allocationsOf, creditedBy, isCreditNote, isRefund, partsOf } from "../shapes.ts";
import { numberOf, openAmount, reasonOf } from "../views.ts";
import { codeSystem } from "../vocabulary.ts";
import type { InvoiceFacts, PaperLine, ReceiptFacts } from "./paper-facts.ts";

type Common = Omit<InvoiceFacts, "kind" | "lines" | "paid" | "credited" | "open" | "credits" | "reason">;

function numberAmong(money: PatientMoney, id: string | undefined): string | undefined {
  const found = money.invoices.find((one) => one.id === id);
  return found && numberOf(found.resource);
}

export function factsOfInvoice(found: Found, money: PatientMoney, common: Common): InvoiceFacts {
  const { id, resource } = found;
  const { currency, book, seeing } = money;
  const totals = totalsOf(resource, currency);
  const added = "path" in totals ? [] : totals.lines;
  const account = book.invoices.get(id);
  const lines = objectsIn(resource["lineItem"]).map((line, at): PaperLine => {
    const components = objectsIn(line["priceComponent"]);
    const quantity = Number(numberText(components.find((one) => one["type"] === "base")?.["factor"]) ?? "1");
    const named = (line["chargeItemReference"] ?? line["chargeItemCodeableConcept"]) as JsonObject | undefined;
    return {
      text: textIn(named?.["display"]) ?? textIn(named?.["text"]) ?? "",
      quantity: Number.isInteger(quantity) && quantity > 0 ? quantity : 1,
      base: added[at]?.base ?? 0n,
      discount: added[at]?.discount ?? 0n,
      net: added[at]?.net ?? 0n,
      taxes: components
        .filter((one) => one["type"] === "tax")
        .map((one) => ({
          name: taxWords(one, seeing.settings.taxes),
          amount: moneyIn(one["amount"] as JsonObject | undefined, currency) ?? 0n,
        })),
    };
  });
  const [total, credited, settled] = [account?.total ?? 0n, account?.credited ?? 0n, account?.settled ?? 0n];
  return {
    ...common,
    kind: isCreditNote(resource) ? "credit-note" : "invoice",
    lines,
    paid: lesser(settled, total - credited),
    credited,
    open: openAmount(book, id),
    credits: numberAmong(money, creditedBy(resource)),
    reason: reasonOf(resource),
  };
}

/** "VAT 20 %": the tax's name now, at its rate then. */
function taxWords(component: JsonObject, taxes: readonly { readonly code: string; readonly name: string }[]): string {
  const coding = objectsIn((component["code"] as JsonObject | undefined)?.["coding"]);
  const code = textIn(coding.find(({ system }) => system === codeSystem.tax)?.["code"]) ?? "";
  const name = taxes.find((one) => one.code === code)?.name ?? code;
  const factor = parseAmount(numberText(component["factor"]) ?? "", 6);
  if (factor === undefined) return name;
  const percent = String(Number(factor) / 10_000);
  return `${name} ${percent} %`.trim();
}

export function factsOfReceipt(found: Found, money: PatientMoney, common: Common): ReceiptFacts {
  const { resource } = found;
  const { currency } = money;
  const allocations = allocationsOf(resource, currency).map((one) => ({
    number: numberAmong(money, one.invoice) ?? "",
    amount: one.amount ?? 0n,
  }));
  const amount = moneyIn(resource["amount"] as JsonObject | undefined, currency) ?? 0n;
  const isBack = isRefund(resource);
  return {
    ...common,
    kind: isBack ? "refund" : "payment",
    amount,
    parts: partsIn(found, currency),
    allocations,
    advance: isBack
      ? 0n
      : leftOf(
          amount,
          allocations.map((one) => one.amount),
        ),
    reason: reasonOf(resource),
  };
}

function leftOf(amount: Minor, bound: readonly Minor[]): Minor {
  const left = amount - sumOf(bound);
  return left > 0n ? left : 0n;
}

function partsIn({ resource }: Found, currency: Currency): ReceiptFacts["parts"] {
  return partsOf(resource, currency).map(({ method, amount, reference }) => ({
    method: method ?? "",
    amount: amount ?? 0n,
    reference,
  }));
}
