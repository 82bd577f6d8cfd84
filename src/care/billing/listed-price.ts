import { type Currency, moneyIn } from "../../foundation/money/index.ts";
import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  canonicalText,
  extensionIn,
  idIn,
  numberText,
  objectIn,
  objectsIn,
  textIn,
  withExtension,
} from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { InvoiceTotals } from "./invoice-totals.ts";
import type { BillingRulePorts } from "./ports.ts";
import { against } from "./rule-parts.ts";
import { type Kept, statusOf } from "./shapes.ts";
import { codeSystem, extensionUrl } from "./vocabulary.ts";

/** The code of the price list in a concept. */
export function priceCodeIn(concept: JsonValue | undefined): string | undefined {
  const coding = objectsIn(objectIn(concept)?.["coding"]).find((one) => one["system"] === codeSystem.price);
  return textIn(coding?.["code"]);
}

/** By which address an entry of the price list is found. */
export function priceUrl(code: string): string {
  return `${codeSystem.price}:${code}`;
}

export function componentsOf(definition: FhirResource): readonly JsonObject[] {
  return objectsIn(objectsIn(definition["propertyGroup"])[0]?.["priceComponent"]);
}

/** What one of it costs. */
export function listedAmount(definition: FhirResource, currency: Currency): bigint | undefined {
  const base = componentsOf(definition).find((one) => one["type"] === "base");
  return moneyIn(base?.["amount"], currency);
}

interface ListedLine {
  readonly code: string | undefined;
  readonly quantity: bigint | undefined;
  readonly charge: ResourceId | undefined;
}

/** How many of what its base price says that a line is for. */
function listedLine(line: JsonObject): ListedLine {
  const bases = objectsIn(line["priceComponent"]).filter(({ type }) => type === "base");
  const [base] = bases;
  const many = numberText(base?.["factor"]) ?? "1";
  return {
    code: bases.length === 1 ? priceCodeIn(base?.["code"]) : undefined,
    quantity: /^[1-9]\d{0,8}$/.test(many) ? BigInt(many) : undefined,
    charge: idIn(line["chargeItemReference"], "ChargeItem"),
  };
}

export function isOffList(invoice: FhirResource): boolean {
  return extensionIn(invoice, extensionUrl.offList)?.["valueBoolean"] === true;
}

type Ports = Pick<BillingRulePorts, "find" | "current">;

async function pricesOf(
  ports: Ports,
  tenant: TenantId,
  code: string,
  currency: Currency,
): Promise<readonly (bigint | undefined)[]> {
  const named = (found: readonly Kept[]) =>
    found.filter(({ resource }) => statusOf(resource) === "active" && priceCodeIn(resource["code"]) === code);
  // A search takes commas and bars for its own.
  const isPlain = /^[\w.-]{1,64}$/.test(code);
  const byUrl = isPlain ? named(await ports.find(tenant, "ChargeItemDefinition", [["url", priceUrl(code)]])) : [];
  // One that a program wrote may have an address of its own.
  const found = byUrl.length > 0 ? byUrl : named(await ports.find(tenant, "ChargeItemDefinition", []));
  return found.map(({ resource }) => listedAmount(resource, currency));
}

/**
 * Notes on an invoice that isn't issued yet whether each line has the base price of the list in force as the line is written: what hasn't is
 * issued as a discount beyond the limit is. Lines that stay keep the price that they were written with, as what was invoiced does.
 * @param previous the draft before this
 */
export async function withListed(
  ports: Ports,
  tenant: TenantId,
  { previous, next }: { readonly previous: FhirResource | undefined; readonly next: FhirResource },
  { totals, currency }: { readonly totals: InvoiceTotals; readonly currency: Currency },
): Promise<FhirResource> {
  const said = (is: boolean) =>
    is || extensionIn(next, extensionUrl.offList) !== undefined
      ? withExtension(next, extensionUrl.offList, is ? { valueBoolean: true } : undefined)
      : next;
  const [before, now] = [previous?.["lineItem"] ?? [], next["lineItem"] ?? []];
  if (previous !== undefined && canonicalText(before) === canonicalText(now)) return said(isOffList(previous));
  for (const [index, line] of objectsIn(now).entries()) {
    const { code, quantity } = listedLine(line);
    if (code === undefined || quantity === undefined) return said(true);
    const base = totals.lines[index]?.base;
    if (!(await pricesOf(ports, tenant, code, currency)).some((one) => one !== undefined && one * quantity === base))
      return said(true);
  }
  return said(false);
}

/** A line at a price of the list is for a charge of the same: else the cheaper price would be named for the dearer work.
 *  @throws ChartError `chart/against-rule`, in the transaction that issues */
export function chargesAsListed(
  ports: Ports,
  tenant: TenantId,
  invoice: FhirResource,
): (tx: Transaction) => Promise<void> {
  const lines = objectsIn(invoice["lineItem"]).map(listedLine);
  const charges = lines.flatMap(({ charge }) => charge ?? []);
  return async (tx) => {
    if (charges.length === 0 || isOffList(invoice)) return;
    const found = await ports.current(tenant, charges, tx);
    for (const [index, { code, quantity, charge }] of lines.entries()) {
      // One of before base prices were named is of when it was written.
      if (charge === undefined || code === undefined) continue;
      const resource = found.get(charge);
      const many = numberText(objectIn(resource?.["quantity"])?.["value"]) ?? "1";
      if (priceCodeIn(resource?.["code"]) !== code || many !== String(quantity))
        throw against(
          `Invoice.lineItem[${index}].chargeItemReference`,
          "a line at a price of the list is for a charge of the same, and as many: write the charge before the invoice",
        );
    }
  };
}
