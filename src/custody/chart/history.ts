import { type ResourceType, resourceTypes } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { type Permit, mayReach, permit } from "./access.ts";
import { ChartError, notFound } from "./chart-error.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { type Versions, newestContent, seesNewest, versionsFor } from "./newest-content.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { type Shown, dependsOnContent, show } from "./sight.ts";
import { witnessed } from "./witnessing.ts";

export interface HistoryPage {
  /** Newest first. */
  readonly versions: readonly OpenVersion[];
  readonly next: string | undefined;
}

export interface HistoryQuery {
  readonly type?: ResourceType | undefined;
  readonly id?: ResourceId | undefined;
  readonly count: number;
  /** Versions made at or after this moment, milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Versions of one resource, of a type, or of everything that the caller may see. @throws ChartError */
export async function readHistory(
  ports: ChartPorts,
  caller: Caller,
  query: HistoryQuery,
): Promise<Witnessing<HistoryPage>> {
  const { type, id } = query;
  return type !== undefined && id !== undefined
    ? instanceHistory(ports, caller, { ...query, type, id })
    : wideHistory(ports, caller, query);
}

const everything = Number.MAX_SAFE_INTEGER;
const mostAtOnce = 500;
const mostOfAllAtOnce = 50;
/** Files are of megabytes. */
const filesAtOnce = 4;
/** Versions that one page may open, hidden ones among them: so many that no page of visible ones needs them. */
const mostWalked = 200_000;
/** Of versions in one answer. */
const mostBytes = 16 * 1024 * 1024;

function isFull(versions: readonly Shown[], count: number): boolean {
  return versions.length > count || withinBytes(versions).length < versions.length;
}

/** How many versions to read at a time, of those that one would. @param type undefined: of all types, files among them */
function atOnce(chunk: number, type: ResourceType | undefined): number {
  if (type === "Binary") return Math.min(chunk, filesAtOnce);
  return Math.min(chunk, type === undefined ? mostOfAllAtOnce : mostAtOnce);
}

function withinBytes(versions: readonly Shown[]): readonly Shown[] {
  let bytes = 0;
  const fitting = versions.findIndex(({ body }) => {
    bytes += body.length;
    return bytes > mostBytes;
  });
  return fitting === -1 ? versions : versions.slice(0, Math.max(1, fitting));
}

/** Several types are seen for several reasons; a person's role is one for all. */
function reasonFor(caller: Caller, type: ResourceType | undefined, reason: string): string {
  return type !== undefined || caller.kind === "person" ? reason : `client '${caller.name}' with its scopes`;
}

async function instanceHistory(
  ports: ChartPorts,
  caller: Caller,
  query: HistoryQuery & { readonly type: ResourceType; readonly id: ResourceId },
): Promise<Witnessing<HistoryPage>> {
  const { type, id, count, since = 0 } = query;
  const permitted = permit(ports, caller, "history", type);
  const vault = await ports.keyring.vault(caller.tenant);
  const name = `history|${type}|${id}|${since}`;
  const place = query.cursor === undefined ? undefined : openCursor(vault, caller, name, query.cursor);
  const belowVersion = place !== undefined && "before" in place ? place.before : 0x7fffffff;
  const stored = versionsFor(ports, caller);
  if (!(await mayAsk(stored, caller, permitted, id))) throw notFound();
  const seen: Shown[] = [];
  let below = belowVersion;
  // Hidden versions take no place on the page, and whoever sees none is told of none.
  for (let wish = count + 1; !isFull(seen, count); wish *= 2) {
    const chunk = atOnce(wish, type);
    const found = await stored.historyOf(caller.tenant, { id, belowVersion: below, limit: chunk });
    if (found[0] !== undefined && found[0].type !== type) throw notFound();
    for (const version of found) {
      const shown = await shownInHistory(stored, caller, permitted, version);
      if (shown !== undefined) seen.push(shown);
    }
    const oldest = found.at(-1);
    if (oldest === undefined || found.length < chunk) break;
    below = oldest.version;
  }
  if (seen.length === 0 && place === undefined) throw notFound();
  const recent = seen.filter(({ position }) => position >= since * 1000);
  const versions = withinBytes(recent.slice(0, count));
  const last = versions.at(-1);
  const act = { at: ports.now(), caller, action: "history" as const, why: permitted.reason };
  const entryIds = await ports.ledger.witness(caller.tenant, witnessed(act, versions));
  const next =
    recent.length > versions.length && last !== undefined
      ? sealCursor(vault, caller, name, { before: last.version })
      : undefined;
  return { value: { versions, next }, entryIds };
}

async function wideHistory(ports: ChartPorts, caller: Caller, query: HistoryQuery): Promise<Witnessing<HistoryPage>> {
  const { type, count, since = 0 } = query;
  const types = type === undefined ? resourceTypes : [type];
  const permits = new Map(
    types.flatMap((one) => {
      const permitted = mayReach(ports, caller, "history", one);
      return permitted === undefined ? [] : [[one, permitted] as const];
    }),
  );
  // Nothing permitted at all: refuse as any other operation on that type is refused.
  const [reason] = permits.size === 0 ? [permit(ports, caller, "history", type ?? "Patient")] : permits.values();
  const vault = await ports.keyring.vault(caller.tenant);
  const name = `history|${type ?? ""}|${since}`;
  const place = query.cursor === undefined ? undefined : openCursor(vault, caller, name, query.cursor);
  let before = place !== undefined && "before" in place ? place.before : everything;
  const stored = versionsFor(ports, caller);
  const versions: Shown[] = [];
  let walked = 0;
  for (let wish = count + 1; !isFull(versions, count); wish *= 4) {
    const chunk = atOnce(wish, type);
    const wanted = { types: [...permits.keys()], from: since * 1000, before, limit: chunk };
    const found = await stored.historyBefore(caller.tenant, wanted);
    for (const version of found) {
      const permitted = permits.get(version.type);
      if (permitted === undefined || versions.length > count) continue;
      const shown = await shownInHistory(stored, caller, permitted, version);
      if (shown !== undefined && (await seesNewest(stored, caller, permitted, version))) versions.push(shown);
    }
    const last = found.at(-1);
    if (last === undefined || found.length < chunk) break;
    before = last.position;
    walked += found.length;
    if (walked >= mostWalked && versions.length <= count) {
      throw new ChartError(
        "chart/too-costly",
        "too many versions would have to be opened: ask for one resource's history, or since a moment",
      );
    }
  }
  const page = withinBytes(versions.slice(0, count));
  const last = page.at(-1);
  const act = {
    at: ports.now(),
    caller,
    action: "history" as const,
    why: reasonFor(caller, type, reason?.reason ?? ""),
    detail: `${type ?? ""}/_history`,
  };
  const entryIds = await ports.ledger.witness(caller.tenant, witnessed(act, page));
  const next =
    versions.length > page.length && last !== undefined
      ? sealCursor(vault, caller, name, { before: last.position })
      : undefined;
  return { value: { versions: page, next }, entryIds };
}

/** Whoever doesn't see the newest content sees none of the earlier. */
async function mayAsk(stored: Versions, caller: Caller, permitted: Permit, id: ResourceId): Promise<boolean> {
  if (permitted.rows.kind === "every") return true;
  const newest = await newestContent(stored, caller, id);
  if (newest === undefined) return false;
  return !dependsOnContent(permitted, newest.patient) || show(permitted, newest) !== undefined;
}

/** A deletion is shown to those who saw what was deleted. */
async function shownInHistory(
  stored: Versions,
  caller: Caller,
  permitted: Permit,
  version: OpenVersion,
): Promise<Shown | undefined> {
  if (!version.deleted || permitted.rows.kind === "every") return show(permitted, version);
  const [last] = await stored.historyOf(caller.tenant, { id: version.id, belowVersion: version.version, limit: 1 });
  const shown = last && show(permitted, last);
  return shown && { ...version, why: shown.why, emergency: shown.emergency, patients: shown.patients };
}
