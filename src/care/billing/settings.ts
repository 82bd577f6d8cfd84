import { digitsOf, parseAmount, rateOf } from "../../foundation/money/index.ts";

/** What an organisation decides about money. */
export interface BillingSettings {
  /** ISO 4217. */
  readonly currency: string;
  readonly taxes: readonly { readonly code: string; readonly name: string; readonly percent: string }[];
  /** What a branch's numbers begin with. Branches of one beginning share their series. */
  readonly prefixes: readonly { readonly branchId: string; readonly prefix: string }[];
  /** The largest discount of a line that needs nobody else's approval. */
  readonly discountLimitPercent: string;
  /** With more dues than this, a session takes a reason; null: never. */
  readonly duesLimit: string | null;
}

export const defaultSettings: BillingSettings = {
  currency: "INR",
  taxes: [],
  prefixes: [],
  discountLimitPercent: "10",
  duesLimit: "0",
};

/** Of branches that have none of their own. */
export const commonPrefix = "MAIN";

/** Where it is stored: see `Settings` of identity. */
export const billingSettings = {
  key: "billing",
  /** What is stored, made good. @throws RangeError on what can't be */
  parse(stored: unknown): BillingSettings {
    if (stored === undefined) return defaultSettings;
    if (typeof stored !== "object" || stored === null) throw new RangeError("the settings are no object");
    const given = { ...defaultSettings, ...stored } as BillingSettings;
    if (!/^[A-Z]{3}$/.test(given.currency)) throw new RangeError("currency is three capital letters of ISO 4217");
    for (const { percent } of given.taxes) expectPercent(percent, "taxes");
    expectPercent(given.discountLimitPercent, "discountLimitPercent");
    if (given.prefixes.some(({ prefix }) => !/^[A-Z0-9]{1,8}$/.test(prefix)))
      throw new RangeError("prefixes are of capital letters and digits");
    const codes = given.taxes.map(({ code }) => code);
    if (new Set(codes).size < codes.length) throw new RangeError("each of taxes has a code of its own");
    if (given.duesLimit !== null && parseAmount(given.duesLimit, digitsOf(given.currency)) === undefined)
      throw new RangeError("duesLimit is an amount in the currency");
    return given;
  },
};

function expectPercent(percent: string, name: string): void {
  if (rateOf(percent) > 1_000_000n) throw new RangeError(`${name} is at most 100 percent`);
}

export function prefixOf({ prefixes }: BillingSettings, branch: string | undefined): string {
  return prefixes.find(({ branchId }) => branchId === branch)?.prefix ?? commonPrefix;
}
