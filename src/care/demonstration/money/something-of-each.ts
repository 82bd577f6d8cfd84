import { siteBuilding } from "../organisation.ts";
import { type PatientMoney, type Sale, minutesAgo, owedOf } from "./ledger-of-sales.ts";
import { givenBack } from "./plan-money.ts";

const dayMilliseconds = 86_400_000;
/** Ages of dues, in days, as work lists tell them apart. */
const ages = [
  [0, 31],
  [31, 61],
  [61, 91],
  [91, 365],
] as const;

/** Dues of every age, a package that is frozen and a refund that waits, whatever the seed made: what chance left out is put in where it changes least. */
export function withSomethingOfEach(all: readonly PatientMoney[], now: number): readonly PatientMoney[] {
  const sales = all.flatMap((one) => one.sales);
  const changed = new Map<Sale, Sale>();
  for (const [from, until] of ages) {
    const ofAge = sales.filter(({ when }) => {
      const age = (now - Date.parse(when.at)) / dayMilliseconds;
      return age >= from && age < until;
    });
    if (ofAge.some((sale) => owedOf(sale) > 0)) continue;
    const paid = ofAge.find(({ credited, isDraft, block }) => credited === undefined && isDraft !== true && !block);
    if (paid !== undefined) changed.set(paid, { ...paid, paid: [] });
  }
  const running = sales.find(({ block }) => block !== undefined && block.used.length < block.sessions);
  if (running?.block !== undefined && !sales.some(({ block }) => block?.isFrozen === true))
    changed.set(running, { ...running, block: { ...running.block, isFrozen: true } });
  const made = all.map((one) => ({ ...one, sales: one.sales.map((sale) => changed.get(sale) ?? sale) }));
  const home = siteBuilding("wherry-street").reference;
  const wanted = made.find(
    ({ branch, refunds, advances, sales: own }) =>
      branch.reference === home && refunds.length + advances.length === 0 && own.some(isBackable),
  );
  const sale = wanted?.sales.findLast(isBackable);
  if (wanted === undefined || sale === undefined) return made;
  const back = givenBack(wanted.sales, sale, { when: minutesAgo(now, 25), isDone: false });
  return made.map((one) => (one === wanted ? { ...one, ...back } : one));
}

/** Paid at once for one visit, and nothing has become of it since. */
function isBackable({ visit, paid, credited, isDraft }: Sale): boolean {
  return visit !== undefined && paid.length === 1 && credited === undefined && isDraft !== true;
}
