import { type Caller, asRole } from "../../../custody/access/index.ts";
import { type Chart, ChartError, type Witnessing, openCursor, sealCursor } from "../../../custody/chart/index.ts";
import type { Keyring } from "../../../custody/keyring/index.ts";
import {
  type FoundEntries,
  type FoundEntry,
  LedgerError,
  type LedgerReader,
  type LedgerWriter,
} from "../../../custody/ledger/index.ts";
import { type FhirResource, type SearchRequest, inRanges } from "../../../foundation/fhir/index.ts";
import type { Clock, ResourceId } from "../../../foundation/kernel/index.ts";
import { auditEventOf } from "./audit-event.ts";
import { type AuditQuery, parseAuditQuery } from "./audit-query.ts";
import { type LedgerSight, type LedgerView, isOpenEntry, ledgerSight, ledgerView, openPatient } from "./sight.ts";
import { witnessWholeLook } from "./witness-look.ts";
import { witnessPatientLook } from "../ledger/patient-look.ts";

export interface AuditEventsPorts {
  readonly chart: Pick<Chart, "withPatient" | "seenAmong">;
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly reader: Pick<LedgerReader, "find" | "found" | "pruned">;
  readonly keyring: Pick<Keyring, "vault">;
  readonly now: Clock;
  /** Entries that one answer may open. Absent: 10,000. */
  readonly mostOpened?: number | undefined;
}

export interface ToldEvent {
  readonly found: FoundEntry;
  readonly resource: FhirResource;
}

export interface AuditPage {
  readonly request: SearchRequest;
  readonly matches: readonly ToldEvent[];
  readonly total: number | undefined;
  readonly next: string | undefined;
  /** Whether the page ends because enough was looked at, before it was full. */
  readonly endsEarly: boolean;
  /** Where older entries were asked for too: those that were written up to this moment were pruned. Milliseconds since 1970. */
  readonly prunedUntil: number | undefined;
}

type Pairs = readonly (readonly [string, string])[];

/** The ledger as FHIR's AuditEvents, each look at it witnessed. @param base address of this server's FHIR */
export interface AuditEvents {
  /** @throws ChartError `chart/not-permitted`, `chart/not-found` */
  read(caller: Caller, id: string, base: string): Promise<Witnessing<ToldEvent>>;
  /** @throws ChartError `chart/not-permitted`, `chart/too-costly`, `chart/bad-cursor`; SearchError */
  search(caller: Caller, pairs: Pairs, base: string): Promise<Witnessing<AuditPage>>;
}

/** At first as many as are wanted: then more, because few of them matched. */
const fewestTogether = 20;
const mostTogether = 1_000;
/** What they find depends on which records may be named. */
const askingNames: ReadonlySet<string> = new Set(
  "entity entity-name entity-role entity-type patient _profile".split(" "),
);
const noneFound: FoundEntries = { entries: [], opened: 0, next: undefined };

/** What is asked, of which entries, seen by whom. */
interface Look {
  readonly caller: Caller;
  readonly sight: LedgerSight;
  readonly query: AuditQuery;
  readonly patient: ResourceId | undefined;
  readonly view: LedgerView;
  readonly base: string;
}

export function openAuditEvents(ports: AuditEventsPorts): AuditEvents {
  const { chart, reader, keyring, now, mostOpened = 10_000 } = ports;

  async function foundById(caller: Caller, id: string): Promise<FoundEntry | "pruned" | undefined> {
    try {
      const found = await reader.found(caller.tenant, id);
      // An entry has one address.
      return found.entryId === id ? found : undefined;
    } catch (error) {
      if (error instanceof LedgerError && error.code === "ledger/unknown-entry") return undefined;
      if (error instanceof LedgerError && error.code === "ledger/entry-pruned") return "pruned";
      throw error;
    }
  }

  async function prunedWithin({ from, until }: AuditQuery, { tenant }: Caller): Promise<number | undefined> {
    const last = (await reader.pruned(tenant))?.until;
    return last === undefined || (from !== undefined && from > last) || until === Number.NEGATIVE_INFINITY
      ? undefined
      : last;
  }

  async function candidates(
    { caller, query, patient }: Look,
    before: string | undefined,
    most: number,
  ): Promise<FoundEntries> {
    const { actorId, from, until, request } = query;
    if (query.patient === "nobody" || (from !== undefined && until !== undefined && from >= until)) return noneFound;
    if (request.ids === undefined) {
      const bounds = { limit: most, mostOpened: most };
      return reader.find(caller.tenant, { patient, actorId, from, until, before, ...bounds });
    }
    const entries: FoundEntry[] = [];
    for (const id of request.ids) {
      const found = await foundById(caller, id);
      if (found !== undefined && found !== "pruned" && (patient === undefined || found.patient === patient))
        entries.push(found);
    }
    return { ...noneFound, entries: entries.sort((a, b) => b.entry.at - a.entry.at) };
  }

  async function told({ sight, view, query, base }: Omit<Look, "caller" | "patient">, entries: readonly FoundEntry[]) {
    const { filters, lastUpdated } = query.request;
    const telling = { base, tellsDetail: sight.kind === "whole" };
    const plain = filters.filter(({ parameter }) => !askingNames.has(parameter));
    // Finding out which names the caller sees is what costs: first everything else.
    const possible = entries.filter((found) => {
      if (!query.conditions.every((holds) => holds(found.entry))) return false;
      if (lastUpdated !== undefined && !inRanges(found.entry.at, lastUpdated)) return false;
      const whole = plain.length === 0 ? undefined : auditEventOf(found, telling);
      return whole === undefined || plain.every((filter) => filter.matches(whole));
    });
    return (await view(possible)).flatMap((found) => {
      const resource = auditEventOf(found, telling);
      const isOpen = sight.kind === "record" || isOpenEntry(sight.rows, found, resource);
      return isOpen && filters.every((filter) => filter.matches(resource)) ? [{ found, resource }] : [];
    });
  }

  /** Newest first, until there are enough or enough was looked at. */
  async function gather(look: Look, before: string | undefined, wanted: number) {
    const matches: ToldEvent[] = [];
    let next = before;
    let opened = 0;
    let together = Math.min(mostTogether, Math.max(fewestTogether, wanted));
    do {
      const found = await candidates(look, next, Math.min(together, mostOpened - opened));
      matches.push(...(await told(look, found.entries)));
      opened += found.opened;
      next = found.next;
      together = Math.min(mostTogether, together * 4);
    } while (next !== undefined && matches.length < wanted && opened < mostOpened);
    return { matches, next };
  }

  async function totalOf(look: Look): Promise<number> {
    const { matches, next } = await gather(look, undefined, Number.POSITIVE_INFINITY);
    if (next === undefined) return matches.length;
    throw new ChartError("chart/too-costly", "too many entries to count: narrow them by patient, agent or date");
  }

  /** @returns the reason why it is open, or undefined where the patient isn't there for the caller */
  async function openFor(caller: Caller, sight: LedgerSight, patient: ResourceId): Promise<string | undefined> {
    if (sight.kind !== "record") return openPatient(sight, patient, now());
    try {
      await witnessPatientLook(chart, caller, patient);
      return "";
    } catch (error) {
      if (error instanceof ChartError && error.code === "chart/not-found") return undefined;
      throw error;
    }
  }

  return {
    async read(caller, id, base) {
      const sight = ledgerSight(caller, "read", now());
      const found = await foundById(caller, id);
      // Whose it was, nobody knows any more: only who sees all of them may learn that there was one.
      if (found === "pruned" && sight.kind === "whole")
        throw new ChartError("chart/deleted", "the entry was pruned, and the ledger has that on record");
      if (found === undefined || found === "pruned") throw notFound();
      const { patient } = found;
      if (sight.kind !== "whole" && patient === undefined) throw notFound();
      const query = parseAuditQuery([], base);
      const view = ledgerView(chart, caller, sight, patient);
      const [event] = await told({ sight, view, query, base }, [found]);
      if (event === undefined) throw notFound();
      const why = patient === undefined ? reasonOf(caller, sight) : await openFor(caller, sight, patient);
      if (why === undefined) throw notFound();
      const detail = `AuditEvent/${id}`;
      const entryIds =
        sight.kind === "record" ? [] : await witnessWholeLook(ports, { caller, why, detail, shown: [found], patient });
      return { value: event, entryIds };
    },

    async search(caller, pairs, base) {
      const sight = ledgerSight(caller, "search", now());
      const query = parseAuditQuery(pairs, base);
      const { request } = query;
      const own = sight.kind === "whole" ? undefined : caller.patient;
      const named = query.patient ?? own;
      if (sight.kind !== "whole" && named === undefined)
        throw new ChartError("chart/too-costly", "name the patient whose record it is about", { path: "patient" });
      const patient = named === "nobody" ? undefined : named;
      const name = canonical(pairs);
      const vault = await keyring.vault(caller.tenant);
      const place = request.cursor === undefined ? undefined : openCursor(vault, caller, name, request.cursor);
      const before = place !== undefined && "entry" in place ? place.entry : undefined;

      const why = patient === undefined ? reasonOf(caller, sight) : await openFor(caller, sight, patient);
      const view = ledgerView(chart, caller, sight, patient);
      const look: Look = { caller, sight, query, patient, view, base };
      const { ids, summary, total: asked } = request;
      const counting = request.count === 0 || summary === "count";
      // What was asked for one by one is one page.
      const count = Math.max(request.count, ids?.length ?? 0);
      const isHidden = why === undefined || (sight.kind !== "whole" && patient === undefined);
      const none = { matches: [], next: undefined };
      const all = counting || isHidden ? none : await gather(look, before, count + 1);
      const matches = all.matches.slice(0, count);
      const isMore = all.matches.length > count;
      const endsEarly = !isMore && all.next !== undefined;
      const last = isMore ? matches.at(-1)?.found.entryId : all.next;
      const isComplete = before === undefined && last === undefined && !counting;
      let total: number | undefined;
      if (counting || asked === "accurate" || asked === "estimate")
        total = isHidden ? 0 : isComplete ? matches.length : await totalOf(look);
      const shown = matches.map(({ found }) => found);
      const witnessedAlready = sight.kind === "record" && why !== undefined;
      const entryIds = witnessedAlready
        ? []
        : await witnessWholeLook(ports, {
            caller,
            why: why ?? reasonOf(caller, sight),
            detail: name,
            shown,
            total,
            patient,
          });
      const next = last === undefined ? undefined : sealCursor(vault, caller, name, { entry: last });
      const prunedUntil = next === undefined ? await prunedWithin(query, caller) : undefined;
      return { value: { request, matches, total, next, endsEarly, prunedUntil }, entryIds };
    },
  };
}

function reasonOf(caller: Caller, sight: LedgerSight): string {
  return sight.kind === "record" ? (asRole(caller) ?? "with accesses.read") : sight.reason;
}

function notFound(): ChartError {
  return new ChartError("chart/not-found", "there is no such resource that you may see");
}

/** What a search means, without the place in its result. */
function canonical(pairs: Pairs): string {
  const asked = pairs.filter(([name]) => name !== "_cursor");
  return `AuditEvent?${asked.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")}`;
}
