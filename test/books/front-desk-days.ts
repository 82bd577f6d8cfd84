import {
  type Book,
  type Posting,
  dueIn,
  emptyBook,
  freeIn,
  nextSession,
  openOf,
  post,
} from "../../src/care/billing/index.ts";
import { type Minor, sumOf } from "../../src/foundation/money/index.ts";

/** Numbers from a seed, the same for ever. Source: mulberry32, public domain. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What a patient's money comes to, counted by itself: sums of what was accepted, and nothing of how the book is kept. */
interface Counted {
  invoiced: Minor;
  credited: Minor;
  received: Minor;
  refunded: Minor;
  allocated: Map<string, Minor>;
  totals: Map<string, Minor>;
  credits: Map<string, Minor>;
  sold: Map<string, number>;
  used: Map<string, number>;
}

export interface Patient {
  book: Book;
  readonly counted: Counted;
}

export function aPatientWithoutDues(): Patient {
  return {
    book: emptyBook,
    counted: {
      invoiced: 0n,
      credited: 0n,
      received: 0n,
      refunded: 0n,
      allocated: new Map(),
      totals: new Map(),
      credits: new Map(),
      sold: new Map(),
      used: new Map(),
    },
  };
}

function oneOf<T>(of: readonly T[], below: (most: number) => number): T | undefined {
  return of[below(of.length || 1)];
}

/** Something that a desk might try, sensible or not. */
export function tried({ book }: Patient, below: (most: number) => number, name: string): Posting {
  const amount = BigInt(below(200_00));
  const invoice = oneOf([...book.invoices.keys()], below) ?? "none";
  const held = oneOf([...book.packages], below);
  switch (below(9)) {
    case 0:
    case 1:
      return { kind: "issue", invoice: name, total: amount, charges: [`charge-${below(400)}`] };
    case 2:
      return { kind: "credit", invoice, amount };
    case 3:
    case 4: {
      const account = book.invoices.get(invoice);
      const wanted = below(2) === 0 && account !== undefined ? openOf(account) : amount;
      const advance = below(3) === 0 ? wanted : 0n;
      return {
        kind: "receive",
        money: advance > 0n ? 0n : wanted + BigInt(below(2) * below(50_00)),
        advance,
        allocations: wanted === 0n ? [] : [{ invoice, amount: wanted }],
      };
    }
    case 5:
      return { kind: "refund", amount };
    case 6:
      return { kind: "package", id: held?.[0] ?? name, sessions: below(12), isOpen: below(8) !== 0 };
    case 7:
      return { kind: "use", package: held?.[0] ?? "none", ordinal: nextOr(held?.[1], below) };
    default:
      return { kind: "undo", package: held?.[0] ?? "none", ordinal: 1 + below(12) };
  }
}

function nextOr(account: Parameters<typeof nextSession>[0] | undefined, below: (most: number) => number): number {
  return (account === undefined || below(4) === 0 ? undefined : nextSession(account)) ?? below(14);
}

const plus = (map: Map<string, Minor>, key: string, amount: Minor) => map.set(key, (map.get(key) ?? 0n) + amount);

function count(counted: Counted, posting: Posting): void {
  switch (posting.kind) {
    case "issue":
      counted.invoiced += posting.total;
      counted.totals.set(posting.invoice, posting.total);
      return;
    case "credit":
      counted.credited += posting.amount;
      plus(counted.credits, posting.invoice, posting.amount);
      return;
    case "receive":
      counted.received += posting.money;
      for (const { invoice, amount } of posting.allocations) plus(counted.allocated, invoice, amount);
      return;
    case "refund":
      counted.refunded += posting.amount;
      return;
    case "package":
      counted.sold.set(posting.id, posting.sessions);
      return;
    case "use":
    case "undo":
      counted.used.set(posting.package, (counted.used.get(posting.package) ?? 0) + (posting.kind === "use" ? 1 : -1));
      return;
    case "draft":
    case "drop":
    case "account":
    case "request":
    case "balance":
    case "cancel":
      return;
  }
}

/** One thing that is tried. @returns whether it was accepted */
export function attempt(patient: Patient, posting: Posting): boolean {
  const next = post(patient.book, posting);
  if ("refused" in next) return false;
  patient.book = next;
  count(patient.counted, posting);
  return true;
}

/** What doesn't hold of a patient's money. Nothing, ever. */
export function faultsOf({ book, counted }: Patient): readonly string[] {
  const faults: string[] = [];
  const expectThat = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };
  // What is due, less what the patient has in credit, is what was invoiced and neither credited nor paid.
  const owed = counted.invoiced - counted.credited - (counted.received - counted.refunded);
  expectThat(dueIn(book) - freeIn(book) === owed, "the balance is the sum of the entries");
  expectThat(freeIn(book) >= 0n, "nobody got back more than they gave");
  expectThat(dueIn(book) >= 0n, "dues aren't negative");
  for (const [id, total] of counted.totals) {
    const account = book.invoices.get(id);
    const [credited, settled] = [counted.credits.get(id) ?? 0n, counted.allocated.get(id) ?? 0n];
    expectThat(account?.total === total && account.credited === credited, "an invoice is what was issued and credited");
    expectThat(credited <= total && settled <= total, "no invoice is credited or paid beyond its total");
  }
  expectThat(
    sumOf([...book.invoices.values()].map(({ settled }) => settled)) === sumOf([...counted.allocated.values()]),
    "what went to invoices is what was paid to them",
  );
  for (const [id, used] of counted.used)
    expectThat(
      used >= 0 && used <= (counted.sold.get(id) ?? 0),
      "a package gives what it has, and no less than nothing",
    );
  for (const [id, { sessions, used }] of book.packages)
    expectThat(used.size === (counted.used.get(id) ?? 0) && used.size <= sessions, "sessions are counted once");
  return faults;
}

/** Days at a desk with some patients, from a seed. @returns how many things were accepted and refused */
export function spendDays(seed: number, { days, patients, acts }: { days: number; patients: number; acts: number }) {
  const below = seeded(seed);
  const done = { accepted: 0, refused: 0, faults: [] as string[] };
  for (let day = 0; day < days; day += 1) {
    const present = Array.from({ length: patients }, aPatientWithoutDues);
    for (let act = 0; act < acts; act += 1) {
      const patient = present[below(patients)];
      if (patient === undefined) continue;
      const isAccepted = attempt(patient, tried(patient, below, `${day}-${act}`));
      done[isAccepted ? "accepted" : "refused"] += 1;
    }
    for (const patient of present)
      for (const fault of faultsOf(patient)) done.faults.push(`seed ${seed}, day ${day}: ${fault}`);
  }
  return done;
}
