import {
  type Currency,
  type Minor,
  amountText,
  lesser,
  moneyOf,
  parseAmount,
  rateOf,
  shareOf,
} from "../../foundation/money/index.ts";
import { type Found, opened } from "../../custody/chart/index.ts";
import {
  type FhirResource,
  type JsonObject,
  numberFromText,
  extensionIn,
  idIn,
  objectsIn,
  referenceTo,
  textIn,
  withExtension,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { BillingError } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { currentOf, findRecords, inWords } from "./finding.ts";
import { currencyOf } from "./posting.ts";
import type { BillingSettings } from "./settings.ts";
import { componentsOf, listedAmount, priceCodeIn, priceUrl } from "./listed-price.ts";
import { statusOf } from "./shapes.ts";
import { codeSystem, extensionUrl } from "./vocabulary.ts";

export interface Price {
  readonly id: ResourceId;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly amount: string;
  readonly taxCodes: readonly string[];
  readonly active: boolean;
  /** The kind of appointment that it is for. */
  readonly kindId?: ResourceId | undefined;
}
export type NewPrice = Omit<Price, "id" | "version">;

function codeIn(concept: unknown, system: string): string | undefined {
  const coding = (concept as JsonObject | undefined)?.["coding"];
  return textIn(objectsIn(coding).find((one) => one["system"] === system)?.["code"]);
}

/** The entry of a price list; undefined of a definition that is no price of ours. */
function priceOf({ id, version, resource }: Found, currency: Currency): Price | undefined {
  const code = priceCodeIn(resource["code"]);
  const amount = listedAmount(resource, currency);
  if (code === undefined || amount === undefined) return undefined;
  return {
    id,
    version,
    code,
    name: textIn(resource["title"]) ?? code,
    amount: amountText(amount, currency.digits),
    taxCodes: componentsOf(resource).flatMap((one) =>
      one["type"] === "tax" ? (codeIn(one["code"], codeSystem.tax) ?? []) : [],
    ),
    active: statusOf(resource) === "active",
    kindId: idIn(extensionIn(resource, extensionUrl.kindOfAppointment)?.["valueReference"], "HealthcareService"),
  };
}

export async function readPrices(ports: BillingPorts, caller: Caller): Promise<readonly Price[]> {
  const currency = currencyOf(await ports.settings(caller.tenant));
  const found = await findRecords(ports, caller, "ChargeItemDefinition", []);
  return found.flatMap((one) => priceOf(one, currency) ?? []).sort((a, b) => a.name.localeCompare(b.name));
}

/** @throws BillingError `billing/unsuitable` */
export function amountIn(text: string, { digits, currency }: Currency, path: string): Minor {
  const amount = parseAmount(text, digits);
  if (amount === undefined)
    throw new BillingError("billing/unsuitable", `amounts in ${currency} have ${digits} digits after the point`, {
      path,
    });
  return amount;
}

function definitionOf(price: NewPrice, settings: BillingSettings): FhirResource {
  const currency = currencyOf(settings);
  const unknown = price.taxCodes.findIndex((code) => !settings.taxes.some((tax) => tax.code === code));
  if (unknown !== -1)
    throw new BillingError("billing/unsuitable", "there is no such tax in the settings", {
      path: `taxCodes[${unknown}]`,
    });
  const { kindId } = price;
  const kind = { url: extensionUrl.kindOfAppointment, valueReference: referenceTo("HealthcareService", kindId ?? "") };
  return {
    resourceType: "ChargeItemDefinition",
    ...(kindId === undefined ? {} : { extension: [kind] }),
    url: priceUrl(price.code),
    title: price.name,
    status: price.active ? "active" : "retired",
    code: { coding: [{ system: codeSystem.price, code: price.code }], text: price.name },
    propertyGroup: [
      {
        priceComponent: [
          { type: "base", amount: moneyOf(amountIn(price.amount, currency, "amount"), currency) },
          ...price.taxCodes.map((code) => ({
            type: "tax",
            code: { coding: [{ system: codeSystem.tax, code }] },
            factor: factorOf(settings, code),
          })),
        ],
      },
    ],
  };
}

function rateIn({ taxes }: BillingSettings, code: string): bigint {
  return rateOf(taxes.find((tax) => tax.code === code)?.percent ?? "0");
}

function factorOf(settings: BillingSettings, code: string) {
  return numberFromText(amountText(rateIn(settings, code), 6));
}

export async function makePrice(ports: BillingPorts, caller: Caller, price: NewPrice): Promise<Price> {
  const settings = await ports.settings(caller.tenant);
  const { value } = await ports.chart.create(caller, "ChargeItemDefinition", definitionOf(price, settings));
  return expectPrice(opened(value), currencyOf(settings));
}

/** What was invoiced keeps its price. @throws BillingError */
export async function changePrice(ports: BillingPorts, caller: Caller, price: Price): Promise<Price> {
  const settings = await ports.settings(caller.tenant);
  const target = { type: "ChargeItemDefinition", id: price.id } as const;
  const { resource } = await currentOf(ports, caller, target.type, target.id);
  const { extension: others, ...rest } = withExtension(resource, extensionUrl.kindOfAppointment, undefined);
  const definition = definitionOf(price, settings);
  const extension = [...objectsIn(others), ...objectsIn(definition["extension"])];
  const next = { ...rest, ...definition, ...(extension.length === 0 ? {} : { extension }) };
  const { value } = await inWords(ports.chart.update(caller, target, next, price.version));
  return expectPrice(opened(value), currencyOf(settings));
}

function expectPrice(found: Found, currency: Currency): Price {
  const price = priceOf(found, currency);
  if (price === undefined) throw new BillingError("billing/unknown-price", "there is no such price that you may see");
  return price;
}

/** What is to be charged. */
export interface LineWish {
  readonly priceId: string;
  readonly quantity: number;
  readonly discount?: { readonly percent: string } | { readonly amount: string } | undefined;
  readonly appointmentId?: string | undefined;
}

/** A line of an invoice, and the charge that it is for. */
export interface Line {
  readonly charge: FhirResource;
  readonly line: JsonObject;
  readonly net: Minor;
  readonly gross: Minor;
}

/** @throws BillingError `billing/unknown-price`, `billing/unsuitable` */
export async function lineOf(
  ports: BillingPorts,
  caller: Caller,
  wish: LineWish,
  { patient, at }: { readonly patient: ResourceId; readonly at: number },
): Promise<Line> {
  const settings = await ports.settings(caller.tenant);
  const currency = currencyOf(settings);
  const unknown = new BillingError("billing/unknown-price", "there is no such price that you may see", {
    path: `lines[${at}].priceId`,
  });
  const found = await currentOf(ports, caller, "ChargeItemDefinition", wish.priceId as ResourceId, unknown);
  const price = expectPrice(found, currency);
  if (!price.active)
    throw new BillingError("billing/unsuitable", "this isn't offered any more", { path: `lines[${at}].priceId` });
  const base = amountIn(price.amount, currency, "amount") * BigInt(wish.quantity);
  const discount = discountOf(wish, base, currency, at);
  const net = base - discount;
  const taxes = price.taxCodes.map((code) => ({ code, amount: shareOf(net, rateIn(settings, code)) }));
  return {
    net,
    gross: taxes.reduce((sum, { amount }) => sum + amount, net),
    charge: {
      resourceType: "ChargeItem",
      status: "billable",
      code: { coding: [{ system: codeSystem.price, code: price.code }], text: price.name },
      subject: referenceTo("Patient", patient),
      occurrenceDateTime: new Date(ports.now()).toISOString(),
      quantity: { value: wish.quantity },
      ...(wish.appointmentId === undefined
        ? {}
        : {
            extension: [
              { url: extensionUrl.appointment, valueReference: referenceTo("Appointment", wish.appointmentId) },
            ],
          }),
    },
    line: {
      sequence: at + 1,
      priceComponent: [
        {
          type: "base",
          code: { coding: [{ system: codeSystem.price, code: price.code }] },
          factor: wish.quantity,
          amount: moneyOf(base, currency),
        },
        ...(discount === 0n ? [] : [{ type: "discount", amount: moneyOf(discount, currency) }]),
        ...taxes.map(({ code, amount }) => ({
          type: "tax",
          code: { coding: [{ system: codeSystem.tax, code }] },
          factor: factorOf(settings, code),
          amount: moneyOf(amount, currency),
        })),
      ],
    },
  };
}

function discountOf({ discount }: LineWish, base: Minor, currency: Currency, at: number): Minor {
  if (discount === undefined) return 0n;
  if ("amount" in discount) return lesser(amountIn(discount.amount, currency, `lines[${at}].discount.amount`), base);
  const rate = rateOf(discount.percent);
  if (rate > 1_000_000n)
    throw new BillingError("billing/unsuitable", "a discount is of at most 100 percent", {
      path: `lines[${at}].discount.percent`,
    });
  return shareOf(base, rate);
}
