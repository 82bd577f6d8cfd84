import type { Reference } from "../bundle.ts";
import type { Random } from "../random.ts";
import {
  type Paid,
  type PatientMoney,
  type Refund,
  type Sale,
  type When,
  daysAfter,
  minutesAgo,
  owedOf,
  soonAfter,
} from "./ledger-of-sales.ts";
import { type Line, type MoneyMethod, grossOf, line } from "./money-shapes.ts";
import { type DemonstrationPrice, prices, sessionsOfBlock } from "./price-list.ts";
import { siteBuilding } from "../organisation.ts";
import type { Visit, VisitingPatient } from "./visits.ts";

const dayMilliseconds = 86_400_000;
/** Nobody pays before they stand at the desk. */
const wayToTheDesk = 10 * 60_000;
/** What was sold before is in other books. */
const daysOfBooks = 365;
/** Sessions that lie further apart are of two courses. */
const daysBetweenCourses = 45;

/** What happens to one patient's money, by the patient's place among those who came. */
export interface Turn {
  readonly place: number;
  readonly now: number;
  readonly random: Random;
}

/** What a patient bought at their visits, and how they paid for it. */
export function planMoney({ patient, visits }: VisitingPatient, turn: Turn): PatientMoney | undefined {
  const { now, random } = turn;
  const counted = visits.filter(({ end }) => {
    const ago = now - Date.parse(end);
    return ago > wayToTheDesk && ago < daysOfBooks * dayMilliseconds;
  });
  if (counted.length === 0) return undefined;
  const today = new Date(now).toISOString().slice(0, 10);
  // Of today's, some haven't been to the desk yet.
  const charged = counted.filter(({ end }) => end.slice(0, 10) !== today || random.chance(0.65));
  const sales = [
    ...coursesOf(charged).flatMap((course) => sellCourse(course, turn)),
    ...charged.flatMap((visit) =>
      visit.kind === "physiotherapy" ? [] : [sellVisit(visit, line(priceOf(visit.kind)), turn)],
    ),
  ].sort((one, other) => one.when.at.localeCompare(other.when.at));
  const branch = counted.at(-1)?.branch ?? siteBuilding("wherry-street");
  return { patient, branch, ...special(sales, branch, turn) };
}

function priceOf(kind: Exclude<Visit["kind"], "physiotherapy">): DemonstrationPrice {
  return {
    group: prices.group,
    speech: prices.speech,
    nurse: prices.nurse,
    consultation: prices.consultation,
    long: prices.long,
  }[kind];
}

function coursesOf(visits: readonly Visit[]): readonly (readonly Visit[])[] {
  const courses: Visit[][] = [];
  for (const visit of visits.filter(({ kind }) => kind === "physiotherapy")) {
    const last = courses.at(-1);
    const before = last?.at(-1);
    const isSame =
      before !== undefined && Date.parse(visit.end) - Date.parse(before.end) < daysBetweenCourses * dayMilliseconds;
    if (isSame) last?.push(visit);
    else courses.push([visit]);
  }
  return courses;
}

/** The assessment by itself, blocks of six for what follows, and what is left of a course that ended one by one. */
function sellCourse([first, ...others]: readonly Visit[], turn: Turn): readonly Sale[] {
  const { random, now } = turn;
  if (first === undefined) return [];
  const goods = random.chance(0.22) ? [line(random.chance(0.6) ? prices.bands : prices.roller)] : [];
  const sales = [sellVisit(first, line(prices.assessment), turn, goods)];
  const last = others.at(-1) ?? first;
  const isGoing = now - Date.parse(last.end) < 21 * dayMilliseconds;
  for (let from = 0; from < others.length; ) {
    const rest = others.length - from;
    const start = others[from];
    if (start === undefined) break;
    if (rest >= 3 || (isGoing && rest >= 2)) {
      const used = others.slice(from, from + sessionsOfBlock);
      sales.push(sellBlock(start, used, turn));
      from += used.length;
    } else {
      sales.push(sellVisit(start, line(prices.session), turn));
      from += 1;
    }
  }
  return sales;
}

function methodOf(random: Random): MoneyMethod {
  const chance = random.unit();
  return chance < 0.62 ? "card-terminal" : chance < 0.86 ? "cash" : chance < 0.97 ? "transfer" : "cheque";
}

function sellVisit(visit: Visit, what: Line, turn: Turn, more: readonly Line[] = []): Sale {
  const { random, now } = turn;
  const lines = [what, ...more];
  const when = soonAfter(visit, random.integer(2, 6));
  const pence = grossOf(lines);
  if (random.chance(0.8)) {
    // Some put a note on the table and the rest on the card.
    const isSplit = random.chance(0.06) && pence > 40_00;
    const paid: readonly Paid[] = isSplit
      ? [
          { when, method: "cash", pence: 20_00 },
          { when, method: "card-terminal", pence: pence - 20_00 },
        ]
      : [{ when, method: methodOf(random), pence }];
    return { when, branch: visit.branch, lines, visit, paid };
  }
  const later = daysAfter(when, random.integer(4, 26));
  const isPaid = Date.parse(later.at) < now && random.chance(0.6);
  return { when, branch: visit.branch, lines, visit, paid: isPaid ? [{ when: later, method: "transfer", pence }] : [] };
}

function sellBlock(start: Visit, used: readonly Visit[], turn: Turn): Sale {
  const { random, place } = turn;
  const when = soonAfter(start, 4);
  const lines = [line(prices.block, 1, random.chance(0.2) ? 27_60 : 0)];
  const pence = grossOf(lines);
  const half = Math.floor(pence / 200) * 100;
  const third = used[2];
  const method = methodOf(random);
  const inHalves = random.chance(0.3);
  const paid: readonly Paid[] = !inHalves
    ? [{ when, method, pence }]
    : [
        { when, method, pence: half },
        ...(third === undefined ? [] : [{ when: soonAfter(third, 5), method: methodOf(random), pence: pence - half }]),
      ];
  const isFrozen = used.length < sessionsOfBlock && place % 9 === 4;
  return {
    when,
    branch: start.branch,
    lines,
    visit: undefined,
    paid,
    block: { sessions: sessionsOfBlock, used, isFrozen },
  };
}

/** What happens now and then: an advance, a discount that waits, something taken back, money that goes back. */
function special(
  sales: readonly Sale[],
  branch: Reference,
  { now, place }: Turn,
): Omit<PatientMoney, "patient" | "branch"> {
  const nothing = { sales, advances: [], refunds: [] };
  const latest = sales.findLast(({ visit, paid }) => visit !== undefined && paid.length === 1);
  const recent = minutesAgo(now, 15 + ((place * 7) % 60));
  switch (place % 12) {
    case 2: {
      const when = daysAfter(recent, -(3 + place));
      return { ...nothing, advances: [{ when, method: "transfer", pence: 100_00 }] };
    }
    case 5: {
      if (place > 30) return nothing;
      const lines = place < 12 ? [line(prices.block, 1, 69_00), line(prices.bands)] : [line(prices.block, 1, 41_40)];
      return {
        ...nothing,
        sales: [...sales, { when: recent, branch, lines, visit: undefined, paid: [], isDraft: true }],
      };
    }
    case 8: {
      const [paid] = latest?.paid ?? [];
      if (latest === undefined || paid === undefined) return nothing;
      const when = daysAfter(latest.when, 2);
      if (Date.parse(when.at) > now) return nothing;
      return givenBack(sales, latest, { when, isDone: true });
    }
    case 10: {
      // Today somebody pays what was left of a block, or of a visit long ago.
      const due = sales.find((sale) => owedOf(sale) > 0 && sale.when.at < recent.at);
      if (due === undefined) return nothing;
      const paid: Paid = { when: recent, method: place > 30 ? "cash" : "card-terminal", pence: owedOf(due) };
      return { ...nothing, sales: sales.map((sale) => (sale === due ? { ...due, paid: [...due.paid, paid] } : sale)) };
    }
    default:
      return nothing;
  }
}

/** A sale that is credited, and what was paid of it on its way back. */
export function givenBack(
  sales: readonly Sale[],
  sale: Sale,
  { when, isDone }: { readonly when: When; readonly isDone: boolean },
): Pick<PatientMoney, "sales" | "advances" | "refunds"> {
  const reason = "Charged for a visit that another clinic had paid for";
  const [paid] = sale.paid;
  const refunds: readonly Refund[] =
    paid === undefined ? [] : [{ when, branch: sale.branch, method: paid.method, pence: paid.pence, reason, isDone }];
  return {
    sales: sales.map((one) => (one === sale ? { ...sale, credited: { when, reason } } : one)),
    advances: [],
    refunds,
  };
}
