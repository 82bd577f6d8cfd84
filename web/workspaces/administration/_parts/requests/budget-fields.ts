import { type BudgetedRoutes, type RequestBudgetList, budgetedRoutes } from "../../../../../contract/index.ts";

/** Requests a minute as they are typed; empty: as usual. */
export type BudgetFields = Record<BudgetedRoutes, number | string>;

export const routesWords: Readonly<Record<BudgetedRoutes, { readonly label: string; readonly means: string }>> = {
  fhir: { label: "Records", means: "Reading, searching and writing over FHIR" },
  api: { label: "Everything else", means: "Wardbook’s own addresses: lists, notes, tasks, settings" },
  transfer: { label: "Files", means: "Each file that is brought in" },
};

const count = new Intl.NumberFormat("en-GB");

export function fieldsOf(list: RequestBudgetList): BudgetFields {
  const one = (routes: BudgetedRoutes) => (list[routes].limit === list[routes].usual ? "" : list[routes].limit);
  return { fhir: one("fhir"), api: one("api"), transfer: one("transfer") };
}

/** What is typed, by kind; undefined where it is as usual. */
export function limitsOf(fields: BudgetFields): Readonly<Partial<Record<BudgetedRoutes, number>>> {
  return Object.fromEntries(
    budgetedRoutes.flatMap((routes) => (fields[routes] === "" ? [] : [[routes, Number(fields[routes])]])),
  );
}

export function boundsText({ usual, least, most }: RequestBudgetList[BudgetedRoutes]): string {
  return `${count.format(least)} to ${count.format(most)} a minute; empty: ${count.format(usual)}, as usual`;
}

/** "No more than 36,000 of 1,800,000 in this minute." */
export function usedText({ used, limit }: RequestBudgetList[BudgetedRoutes]): string {
  if (used === undefined) return "How many there are in this minute can’t be told just now.";
  if (used === 0) return "None in this minute.";
  return `No more than ${count.format(used)} of ${count.format(limit)} in this minute.`;
}

export function faultOf(value: number | string, { least, most }: RequestBudgetList[BudgetedRoutes]): string | null {
  if (value === "") return null;
  const limit = Number(value);
  return Number.isInteger(limit) && limit >= least && limit <= most
    ? null
    : `A whole number from ${count.format(least)} to ${count.format(most)}.`;
}
