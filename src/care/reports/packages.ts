import type { Minor } from "../../foundation/money/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { indexAt } from "./gather.ts";
import type { ChargeFigure, InvoiceFigure, Money, PackageFigure } from "./ports.ts";
import { type Scene, isHere, within } from "./scene.ts";

/** A package with what was passed on of it to others: one price, whoever has the sessions. */
export interface Sold {
  readonly patient: ResourceId | undefined;
  readonly branch: ResourceId | undefined;
  /** When its invoice was issued. */
  readonly at: number;
  /** Without tax, and without what was credited. */
  readonly price: Minor;
  readonly sessions: number;
  /** When each session was given, in order. */
  readonly used: readonly number[];
  readonly parts: readonly Pick<PackageFigure, "state" | "until">[];
  readonly patients: ReadonlySet<ResourceId>;
}

export interface BooksOfPackages {
  readonly packages: ReadonlyMap<ResourceId, PackageFigure>;
  readonly charges: ReadonlyMap<ResourceId, ChargeFigure>;
  readonly invoices: ReadonlyMap<ResourceId, InvoiceFigure>;
}

/** Packages that were sold with an invoice which stands. */
export function soldPackages({ packages, charges, invoices }: BooksOfPackages): readonly Sold[] {
  const rootOf = (id: ResourceId): ResourceId => {
    let root = id;
    // Passed on from one to the next; a circle can't be written, and wouldn't end here.
    for (let step = 0; step < 100; step += 1) {
      const from = packages.get(root)?.from;
      if (from === undefined || !packages.has(from)) return root;
      root = from;
    }
    return root;
  };
  const parts = new Map<ResourceId, PackageFigure[]>();
  for (const [id, one] of packages) {
    const root = rootOf(id);
    parts.set(root, [...(parts.get(root) ?? []), one]);
  }
  const used = new Map<ResourceId, number[]>();
  for (const { package: of, at } of charges.values()) {
    if (of === undefined || !packages.has(of)) continue;
    const root = rootOf(of);
    const own = used.get(root);
    if (own === undefined) used.set(root, [at]);
    else own.push(at);
  }
  const credited = new Map<ResourceId, Minor>();
  for (const { credits, net } of invoices.values())
    if (credits !== undefined) credited.set(credits, (credited.get(credits) ?? 0n) + net);
  return [...parts].flatMap(([root, own]) => {
    const invoiceId = packages.get(root)?.invoice;
    const invoice = invoiceId === undefined ? undefined : invoices.get(invoiceId);
    if (invoiceId === undefined || invoice === undefined) return [];
    return [
      {
        patient: packages.get(root)?.patient,
        branch: invoice.branch,
        at: invoice.at,
        price: invoice.net + (credited.get(invoiceId) ?? 0n),
        sessions: own.reduce((all, { sessions }) => all + sessions, 0),
        used: (used.get(root) ?? []).sort((one, other) => one - other),
        parts: own,
        patients: new Set(own.flatMap(({ patient }) => patient ?? [])),
      },
    ];
  });
}

/** How many sessions were given before a moment. */
export function usedBefore({ used }: Pick<Sold, "used">, at: number): number {
  return indexAt(used, at - 1) + 1;
}

/** What is still owed in sessions of what was sold, at the end of some days. What is over by then owes nothing any more. */
export function deferredOf(sold: Sold, { earnedOf }: Money, { stretch, days }: Scene): Minor {
  if (sold.at >= stretch.until || sold.price <= 0n) return 0n;
  const isOver = sold.parts.every(({ until, state }) => (until === undefined ? state === "ended" : until <= days.to));
  return isOver ? 0n : sold.price - earnedOf(sold.price, sold.sessions, usedBefore(sold, stretch.until));
}

/** What sessions that were given in some days come to. */
export function earnedIn(sold: Sold, { earnedOf }: Money, { stretch }: Scene): Minor {
  const given = (at: number) => earnedOf(sold.price, sold.sessions, usedBefore(sold, at));
  return given(stretch.until) - given(stretch.from);
}

type Standing = "finished" | "running" | "frozen" | "lapsed";

function standingOf({ sessions, used, parts }: Sold): Standing {
  if (used.length >= sessions) return "finished";
  if (parts.some(({ state }) => state === "active")) return "running";
  return parts.some(({ state }) => state === "frozen") ? "frozen" : "lapsed";
}

/** How far the packages have come by now that were sold in some days. One that was credited in full wasn't sold. */
export function packageFigures(scene: Scene, all: readonly Sold[]) {
  const { veil } = scene;
  const sold = all.filter(
    (one) => within(scene.stretch, one.at) && isHere(scene, one.branch) && one.price > 0n && one.sessions > 0,
  );
  const told = (some: readonly Sold[]) => veil.count(some.length, patientsIn(some).size);
  const standing = (wanted: Standing) => told(sold.filter((one) => standingOf(one) === wanted));
  const sessions = (count: (one: Sold) => number) =>
    veil.count(
      sold.reduce((sum, one) => sum + count(one), 0),
      patientsIn(sold).size,
    );
  const quarter = ({ used, sessions: of }: Sold) => Math.min(4, Math.floor((used.length / of) * 4));
  return {
    sold: told(sold),
    finished: standing("finished"),
    running: standing("running"),
    frozen: standing("frozen"),
    lapsed: standing("lapsed"),
    sessions: sessions((one) => one.sessions),
    used: sessions((one) => Math.min(one.used.length, one.sessions)),
    quarters: [0, 1, 2, 3, 4].map((at) => told(sold.filter((one) => quarter(one) === at))),
  };
}

export function patientsIn(some: readonly Pick<Sold, "patients">[]): ReadonlySet<ResourceId> {
  return new Set(some.flatMap(({ patients }) => [...patients]));
}
