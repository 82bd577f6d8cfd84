import { type Currency, type Minor, moneyIn } from "../../foundation/money/index.ts";
import {
  type FhirResource,
  type JsonObject,
  isJsonObject,
  extensionIn,
  idIn,
  identifiersIn,
  objectsIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type VoucherState, type VoucherStatus, stateByStatus } from "./states.ts";
import { codeSystem, extensionUrl, identifierSystem, kindUri } from "./vocabulary.ts";

/** Who did something, and when. */
export interface Act {
  /** An account's id; absent where nobody had to. */
  readonly by: string | undefined;
  readonly name: string | undefined;
  readonly at: string | undefined;
  readonly reason: string | undefined;
}

/** What a voucher says. What is absent wasn't filled in, or isn't readable in this currency. */
export interface Voucher {
  readonly state: VoucherState;
  readonly number: string | undefined;
  readonly branch: ResourceId | undefined;
  /** "2026-03-07": of the receipt. */
  readonly date: string | undefined;
  /** When it was submitted, from its approval on when that was. */
  readonly issued: string | undefined;
  readonly category: string | undefined;
  readonly title: string | undefined;
  readonly payee: string | undefined;
  readonly amount: Minor | undefined;
  readonly tax: Minor | undefined;
  readonly receipts: readonly ResourceId[];
  readonly drafted: Act | undefined;
  readonly submitted: Act | undefined;
  readonly decided: (Act & { readonly how: "budget" | "person" }) | undefined;
  readonly paid: (Act & PaidWith) | undefined;
  readonly voided: (Act & { readonly day: string | undefined }) | undefined;
}

export interface PaidWith {
  readonly method: "till" | "bank" | undefined;
  readonly day: string | undefined;
  readonly reference: string | undefined;
}

export function kindOf(resource: FhirResource | undefined): keyof typeof kindUri | undefined {
  const uri = resource?.resourceType === "Contract" ? resource["instantiatesUri"] : undefined;
  if (uri === kindUri.voucher) return "voucher";
  return uri === kindUri.receipt ? "receipt" : undefined;
}

export function stateOf(resource: FhirResource | undefined): VoucherState | undefined {
  return stateByStatus[textIn(resource?.["status"]) as VoucherStatus];
}

export function partIn(extension: JsonObject, url: string): JsonObject | undefined {
  return extensionIn(extension, url);
}

export function wordIn(extension: JsonObject | undefined, url: string): string | undefined {
  return extension === undefined ? undefined : textIn(partIn(extension, url)?.["valueString"]);
}

export function codeIn(extension: JsonObject | undefined, url: string): string | undefined {
  return extension === undefined ? undefined : textIn(partIn(extension, url)?.["valueCode"]);
}

function actIn(resource: FhirResource, url: string): (Act & { readonly extension: JsonObject }) | undefined {
  const extension = extensionIn(resource, url);
  if (extension === undefined) return undefined;
  return {
    extension,
    by: wordIn(extension, "by"),
    name: wordIn(extension, "name"),
    at: textIn(partIn(extension, "at")?.["valueInstant"]),
    reason: wordIn(extension, "reason"),
  };
}

function dayIn(extension: JsonObject | undefined): string | undefined {
  return extension === undefined ? undefined : textIn(partIn(extension, "day")?.["valueDate"]);
}

/** What is recorded; undefined of what is no voucher. */
export function voucherOf(resource: FhirResource, currency: Currency): Voucher | undefined {
  const state = stateOf(resource);
  if (kindOf(resource) !== "voucher" || state === undefined) return undefined;
  const applies = resource["applies"];
  const decided = actIn(resource, extensionUrl.decided);
  const paid = actIn(resource, extensionUrl.paid);
  const voided = actIn(resource, extensionUrl.voided);
  const method = codeIn(paid?.extension, "method");
  return {
    state,
    number: identifiersIn(resource, identifierSystem.voucher)[0],
    branch: objectsIn(resource["domain"]).flatMap((one) => idIn(one, "Location") ?? [])[0],
    date: applies !== undefined && isJsonObject(applies) ? textIn(applies["start"]) : undefined,
    issued: textIn(resource["issued"]),
    category: categoryIn(resource),
    title: textIn(resource["title"]),
    payee: textIn(extensionIn(resource, extensionUrl.payee)?.["valueString"]),
    amount: moneyIn(extensionIn(resource, extensionUrl.amount)?.["valueMoney"], currency),
    tax: moneyIn(extensionIn(resource, extensionUrl.tax)?.["valueMoney"], currency),
    receipts: objectsIn(resource["supportingInfo"]).flatMap((one) => idIn(one, "Contract") ?? []),
    drafted: actIn(resource, extensionUrl.drafted),
    submitted: actIn(resource, extensionUrl.submitted),
    decided:
      decided === undefined
        ? undefined
        : { ...decided, how: codeIn(decided.extension, "how") === "budget" ? "budget" : "person" },
    paid:
      paid === undefined
        ? undefined
        : {
            ...paid,
            method: method === "till" || method === "bank" ? method : undefined,
            day: dayIn(paid.extension),
            reference: wordIn(paid.extension, "reference"),
          },
    voided: voided === undefined ? undefined : { ...voided, day: dayIn(voided.extension) },
  };
}

function categoryIn(resource: FhirResource): string | undefined {
  const codings = objectsIn(resource["subType"]).flatMap(({ coding }) => objectsIn(coding));
  return textIn(codings.find(({ system }) => system === codeSystem.category)?.["code"]);
}
