import type { Invoice } from "../../../../contract/index.ts";
import { usePlaces } from "../../desk/_parts/scheduling-calls.ts";
import { useBranch } from "../../desk/_parts/use-branch.ts";
import { useBillingSettings, usePrices } from "./billing-calls.ts";

/** At which branch one stands, what the price list has, and in what it is counted. */
export function useDesk(asked?: string) {
  const places = usePlaces();
  const { branch, likely, remember } = useBranch(places.data, asked);
  const settings = useBillingSettings();
  const prices = usePrices();
  return {
    places: places.data,
    branch,
    likely,
    remember,
    settings: settings.data,
    prices: prices.data,
    digits: settings.data?.digits ?? 2,
    may: prices.data?.may,
    error: places.error ?? settings.error ?? prices.error,
  };
}

/** The oldest first, as they are paid. */
export function oldestFirst(open: readonly Invoice[]): readonly Invoice[] {
  return open.toSorted((a, b) => (a.date ?? "").localeCompare(b.date ?? ""));
}
