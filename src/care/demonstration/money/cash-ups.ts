import { type Reference, type TransactionBundle, createBundle } from "../bundle.ts";
import { sites } from "../clinic/practices.ts";
import { siteBuilding } from "../organisation.ts";
import type { Random } from "../random.ts";
import type { PatientMoney } from "./ledger-of-sales.ts";
import { type MoneyMethod, amountOf, money, refersTo, together } from "./money-shapes.ts";

const methods = ["cash", "card-terminal", "upi", "cheque", "online", "transfer"] as const;
const daysCounted = 8;
const shortBy = 5_00;

/** What a branch's till took on each day, less what it gave back. */
function takings(all: readonly PatientMoney[], at: Reference): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const days = new Map<string, Map<string, number>>();
  const add = (branch: Reference, day: string, method: MoneyMethod, pence: number) => {
    if (branch.reference !== at.reference) return;
    const till = days.get(day) ?? new Map<string, number>();
    days.set(day, till.set(method, (till.get(method) ?? 0) + pence));
  };
  for (const { branch: home, sales, advances, refunds } of all) {
    for (const { branch, paid } of sales)
      for (const { when, method, pence } of paid) add(branch, when.day, method, pence);
    for (const { when, method, pence } of advances) add(home, when.day, method, pence);
    for (const { branch, isDone, when, method, pence } of refunds) if (isDone) add(branch, when.day, method, -pence);
  }
  return days;
}

/** The last days of each till, counted in the evening; once some coins were missing. @param today such as 2026-06-11 */
export function writeCashUps(all: readonly PatientMoney[], today: string, random: Random): TransactionBundle {
  const bundle = createBundle(random);
  let isShort = false;
  for (const site of sites) {
    const branch = siteBuilding(site);
    const days = [...takings(all, branch)]
      .filter(([day]) => day < today)
      .sort(([one], [other]) => one.localeCompare(other))
      .slice(-daysCounted);
    for (const [day, till] of days) {
      // The drawer has nothing but notes and coins, so that is what can be missing.
      const missing: number = !isShort && (till.get("cash") ?? 0) > shortBy ? shortBy : 0;
      isShort ||= missing > 0;
      const counts = methods.map((method) => {
        const expected = till.get(method) ?? 0;
        return { method, expected, counted: expected - (method === "cash" ? missing : 0) };
      });
      bundle.add("PaymentReconciliation", {
        identifier: [
          { system: "urn:wardbook:billing:cash-up", value: `${branch.reference.replace("urn:uuid:", "")}/${day}` },
        ],
        extension: [
          refersTo("branch", branch),
          ...counts.map(({ method, expected, counted }) =>
            together("counted", [
              { url: "method", valueCode: method },
              amountOf("expected", expected),
              amountOf("counted", counted),
            ]),
          ),
        ],
        status: "active",
        period: { start: day, end: day },
        created: `${day}T18:20:00Z`,
        ...(missing === 0 ? {} : { disposition: "A five-pound note short. Looked for in the drawer and the safe." }),
        paymentDate: day,
        paymentAmount: money(counts.reduce((sum, { counted }) => sum + counted, 0)),
      });
    }
  }
  return bundle.finish();
}
