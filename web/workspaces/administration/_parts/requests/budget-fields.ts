import { type BudgetedRoutes, type RequestBudgetList, budgetedRoutes } from "../../../../../contract/index.ts";
import { figures } from "../../../../language/index.ts";
import { say } from "../words/index.ts";

/** Requests a minute as they are typed; empty: as usual. */
export type BudgetFields = Record<BudgetedRoutes, number | string>;

export const routesWords: Readonly<Record<BudgetedRoutes, { readonly label: string; readonly means: string }>> = {
  fhir: { label: say("records"), means: say("fhirMeans") },
  api: { label: say("everythingElse"), means: say("everythingElseMeans") },
  transfer: { label: say("files"), means: say("filesMeans") },
};

const count = figures();

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
  return say("boundsAre", { least: count.format(least), most: count.format(most), usual: count.format(usual) });
}

/** "No more than 36,000 of 1,800,000 in this minute." */
export function usedText({ used, limit }: RequestBudgetList[BudgetedRoutes]): string {
  if (used === undefined) return say("cantBeTold");
  if (used === 0) return say("noneThisMinute");
  return say("noMoreThan", { used: count.format(used), limit: count.format(limit) });
}

export function faultOf(value: number | string, { least, most }: RequestBudgetList[BudgetedRoutes]): string | null {
  if (value === "") return null;
  const limit = Number(value);
  return Number.isInteger(limit) && limit >= least && limit <= most
    ? null
    : say("wholeNumber", { least: count.format(least), most: count.format(most) });
}
