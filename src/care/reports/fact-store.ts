import type { ResourceId } from "../../foundation/kernel/index.ts";
import { changedAfter, epochOf } from "./changes-table.ts";
import { type Days, daysOfMonth, monthsOf } from "./period.ts";
import type { ReportsPorts, Stretch } from "./ports.ts";
import { ReportsError } from "./reports-error.ts";
import { type Source, readFacts, readFactsOf } from "./sources.ts";
import type { Viewer } from "./viewing.ts";

/** Facts of one kind, by record. */
interface Shelf {
  readonly source: Source<unknown>;
  readonly facts: Map<ResourceId, unknown>;
  /** The months that were read: "2026-03"; all there are under an empty name. */
  readonly months: Map<string, Stretch>;
}

/** What is remembered for one viewer: what figures are made of, never a name or a word. */
interface Shelves {
  readonly epoch: number;
  /** When what had been written was looked at last. */
  lookedAt: number;
  readonly madeAt: number;
  readonly of: Map<string, Shelf>;
  /** The report for which it was brought up to date last: all of its parts are of one moment. */
  report: object;
}

/** What a report asks facts for. */
export interface Asking {
  /** The same for all parts of one report. */
  readonly report: object;
  readonly stretchOf: (days: Days) => Stretch;
}

/** One viewer's look at the records. */
export interface Facts {
  /** Facts of all months that these days lie in; of a kind that isn't counted by months, all. */
  of<Fact>(source: Source<Fact>, days: Days): Promise<ReadonlyMap<ResourceId, Fact>>;
  /** Facts of these records, whatever their month; of those that aren't there none. */
  among<Fact>(source: Source<Fact>, ids: Iterable<ResourceId>): Promise<ReadonlyMap<ResourceId, Fact>>;
}

/** Rules that go by the clock (a consent that ends) are asked again after this. */
export const longestMilliseconds = 5 * 60_000;
/** Positions are taken before the commit, and processes' clocks differ: the last two minutes are looked at each time. */
const overlapMilliseconds = 120_000;
const mostChanged = 2_000;
const mostViewers = 6;
const monthsTogether = 2;
/** Of about 200 bytes each. */
const mostFacts = 300_000;
const everything: Stretch = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** Whom facts may be remembered for: whose sight hangs on relations, sites, one patient or an emergency is asked each time. */
function nameOf({ caller, basis }: Viewer): string | undefined {
  const { reach = "organisation", facilities, standing, tenant, kind, id, role, purpose, patient, app } = caller;
  const isSimple = reach === "organisation" && facilities === undefined && patient === undefined && app === undefined;
  if (!isSimple || (standing?.brokenGlass().length ?? 0) > 0) return undefined;
  return JSON.stringify([tenant, basis, kind, id, role, purpose, caller.scopes, caller.clearances, caller.fieldRules]);
}

/** Remembers facts between reports, in memory alone. What was written since is read anew; everything is where a consent, or a rule about who
 *  sees what, was changed, where very much was written, or five minutes have gone. */
export function createFactStore(ports: Pick<ReportsPorts, "db" | "chart" | "pause" | "now" | "typeNumber">) {
  const kept = new Map<string, Shelves>();
  const turns = new Map<string, Promise<unknown>>();

  async function refresh({ caller }: Viewer, held: Shelves | undefined, report: object): Promise<Shelves> {
    if (held?.report === report) return held;
    const db = ports.db.tenant(caller.tenant);
    const now = ports.now();
    // Before anything is read: what is written meanwhile is read again by the next report.
    const epoch = await epochOf(db, caller.tenant);
    const anew: Shelves = { epoch, lookedAt: now, madeAt: now, of: new Map(), report };
    if (held === undefined || held.epoch !== epoch || now < held.madeAt || now - held.madeAt > longestMilliseconds)
      return anew;
    const changed = await changedAfter(db, caller.tenant, (held.lookedAt - overlapMilliseconds) * 1_000, mostChanged);
    const consent = ports.typeNumber("Consent");
    if (changed.length === mostChanged || changed.some(({ type }) => type === consent)) return anew;
    for (const shelf of held.of.values()) {
      const type = ports.typeNumber(shelf.source.type);
      const ids = [...new Set(changed.filter((one) => one.type === type).map(({ id }) => id))];
      for (const id of ids) shelf.facts.delete(id);
      await readFactsOf(ports, caller, shelf.source, ids, (id, fact) => {
        const at = shelf.source.at(fact);
        if ([...shelf.months.values()].some(({ from, until }) => at >= from && at < until)) shelf.facts.set(id, fact);
      });
    }
    held.lookedAt = now;
    held.report = report;
    return held;
  }

  function sizeOf({ of }: Shelves): number {
    return [...of.values()].reduce((sum, { facts }) => sum + facts.size, 0);
  }

  async function look<T>(
    viewer: Viewer,
    name: string | undefined,
    { report, stretchOf }: Asking,
    work: (facts: Facts) => Promise<T>,
  ): Promise<T> {
    const held = name === undefined ? undefined : kept.get(name);
    const shelves = await refresh(viewer, held, report);
    if (name !== undefined) kept.delete(name);

    const done = await work({
      async of<Fact>(source: Source<Fact>, days: Days) {
        const shelf = shelves.of.get(source.name) ?? {
          source: source as Source<unknown>,
          facts: new Map(),
          months: new Map(),
        };
        const months = source.by === undefined ? [""] : monthsOf(days);
        const missing = months.filter((month) => !shelf.months.has(month));
        const readMonth = async (month: string) => {
          const stretch = month === "" ? everything : stretchOf(daysOfMonth(month));
          await readFacts(ports, viewer.caller, source, month === "" ? undefined : stretch, (id, fact) => {
            shelf.facts.set(id, fact);
            if (shelf.facts.size > mostFacts)
              throw new ReportsError("reports/too-much", "this is more than one report can hold: ask for fewer days");
          });
          shelf.months.set(month, stretch);
        };
        // While the database finds one, another is opened.
        for (let from = 0; from < missing.length; from += monthsTogether)
          await Promise.all(missing.slice(from, from + monthsTogether).map(readMonth));
        shelves.of.set(source.name, shelf);
        return shelf.facts as ReadonlyMap<ResourceId, Fact>;
      },
      async among<Fact>(source: Source<Fact>, ids: Iterable<ResourceId>) {
        const known = shelves.of.get(source.name)?.facts as ReadonlyMap<ResourceId, Fact> | undefined;
        const found = new Map<ResourceId, Fact>();
        const missing: ResourceId[] = [];
        for (const id of new Set(ids)) {
          const fact = known?.get(id);
          if (fact === undefined) missing.push(id);
          else found.set(id, fact);
        }
        await readFactsOf(ports, viewer.caller, source, missing, (id, fact) => found.set(id, fact));
        return found;
      },
    });
    if (name !== undefined && sizeOf(shelves) <= mostFacts) {
      kept.set(name, shelves);
      let total = [...kept.values()].reduce((sum, one) => sum + sizeOf(one), 0);
      for (const [oldest, one] of kept) {
        if (kept.size <= mostViewers && total <= mostFacts) break;
        kept.delete(oldest);
        total -= sizeOf(one);
      }
    }
    return done;
  }

  return {
    /** One report of a viewer at a time: the second finds what the first read. What failed is forgotten. */
    async reading<T>(viewer: Viewer, asking: Asking, work: (facts: Facts) => Promise<T>): Promise<T> {
      const name = nameOf(viewer);
      const before = turns.get(name ?? "");
      const turn = (name === undefined ? Promise.resolve() : (before ?? Promise.resolve()))
        .catch(() => undefined)
        .then(() => look(viewer, name, asking, work));
      if (name === undefined) return turn;
      turns.set(name, turn);
      try {
        return await turn;
      } catch (error) {
        kept.delete(name);
        throw error;
      } finally {
        if (turns.get(name) === turn) turns.delete(name);
      }
    },
  };
}
export type FactStore = ReturnType<typeof createFactStore>;
