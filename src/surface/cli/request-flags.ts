import type { BudgetedRoutes } from "../../../contract/index.ts";

/** Flags that set budgets, and which. */
const budgetOf = {
  "fhir-requests": "fhir",
  "api-requests": "api",
  "file-requests": "transfer",
} as const satisfies Readonly<Record<string, BudgetedRoutes>>;

const or = 'a number, or "usual"';
export const requestFlags = {
  "fhir-requests": { placeholder: "NUMBER", meaning: `Requests a minute to the FHIR API: ${or}.` },
  "api-requests": { placeholder: "NUMBER", meaning: `Requests a minute to the web app's API: ${or}.` },
  "file-requests": { placeholder: "NUMBER", meaning: `Files a minute that come in: ${or}.` },
} as const;

/** Budgets as typed, for the contract to judge: null is as usual, what isn't named is absent. Undefined when none is named. */
export function budgetsIn(
  flags: Readonly<Record<string, string | undefined>>,
): Partial<Record<BudgetedRoutes, number | null>> | undefined {
  const named: Partial<Record<BudgetedRoutes, number | null>> = {};
  for (const [flag, routes] of Object.entries(budgetOf)) {
    const text = flags[flag];
    if (text !== undefined) named[routes] = text === "usual" ? null : Number(text);
  }
  return Object.keys(named).length === 0 ? undefined : named;
}

/** "fhir 600, transfer 12". */
export function budgetsText(budgets: Readonly<Record<string, number | undefined>> = {}): string {
  return (
    Object.entries(budgets)
      .map((pair) => pair.join(" "))
      .join(", ") || "usual"
  );
}
