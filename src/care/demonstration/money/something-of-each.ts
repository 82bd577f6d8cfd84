import { type PatientMoney, type Sale, owedOf } from "./ledger-of-sales.ts";

const dayMilliseconds = 86_400_000;
/** Ages of dues, in days, as work lists tell them apart. */
const ages = [
  [0, 31],
  [31, 61],
  [61, 91],
  [91, 365],
] as const;

/** Dues of every age and a package that is frozen, whatever the seed made: what chance left out is put in where it changes least. */
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
  return all.map((one) => ({ ...one, sales: one.sales.map((sale) => changed.get(sale) ?? sale) }));
}
