import { type ResourceType, resourceTypes } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, type RowPredicate } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { mayReach, permit } from "./access.ts";
import { notFound } from "./chart-error.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { isAmong } from "./predicate.ts";
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

/** A deletion is shown to those who may see the version before it. */
function visible(
  versions: readonly OpenVersion[],
  rows: RowPredicate,
  before: (version: OpenVersion) => OpenVersion | undefined,
): OpenVersion[] {
  return versions.filter((version) => {
    if (rows.kind === "every") return true;
    const judged = version.deleted ? before(version) : version;
    return judged !== undefined && isAmong(rows, judged);
  });
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

async function instanceHistory(
  ports: ChartPorts,
  caller: Caller,
  query: HistoryQuery & { readonly type: ResourceType; readonly id: ResourceId },
): Promise<Witnessing<HistoryPage>> {
  const { type, id, count, since = 0 } = query;
  const permitted = permit(caller, "history", type);
  const vault = await ports.keyring.vault(caller.tenant);
  const name = `history|${type}|${id}|${since}`;
  const place = query.cursor === undefined ? undefined : openCursor(vault, caller, name, query.cursor);
  const belowVersion = place !== undefined && "before" in place ? place.before : 0x7fffffff;
  const found = await ports.records.historyOf(caller.tenant, { id, belowVersion, limit: count + 2 });
  if (found[0] === undefined || found[0].type !== type) throw notFound();
  const seen = visible(found, permitted.rows, ({ version }) => found.find((other) => other.version === version - 1));
  if (seen.length === 0) throw notFound();
  const recent = seen.filter(({ position }) => position >= since * 1000);
  const versions = recent.slice(0, count);
  const last = versions.at(-1);
  const act = { at: ports.now(), caller, action: "history" as const, why: permitted.reason };
  const entryIds = await ports.ledger.witness(caller.tenant, witnessed(act, versions));
  const next =
    recent.length > count && last !== undefined ? sealCursor(vault, caller, name, { before: last.version }) : undefined;
  return { value: { versions, next }, entryIds };
}

async function wideHistory(ports: ChartPorts, caller: Caller, query: HistoryQuery): Promise<Witnessing<HistoryPage>> {
  const { type, count, since = 0 } = query;
  const types = type === undefined ? resourceTypes : [type];
  const permits = new Map(
    types.flatMap((one) => {
      const permitted = mayReach(caller, "history", one);
      return permitted === undefined ? [] : [[one, permitted] as const];
    }),
  );
  // Nothing permitted at all: refuse as any other operation on that type is refused.
  const [reason] = permits.size === 0 ? [permit(caller, "history", type ?? "Patient")] : permits.values();
  const vault = await ports.keyring.vault(caller.tenant);
  const name = `history|${type ?? ""}|${since}`;
  const place = query.cursor === undefined ? undefined : openCursor(vault, caller, name, query.cursor);
  let before = place !== undefined && "before" in place ? place.before : everything;
  const versions: OpenVersion[] = [];
  for (;;) {
    const wanted = { types: [...permits.keys()], from: since * 1000, before, limit: count + 1 - versions.length };
    const found = await ports.records.historyBefore(caller.tenant, wanted);
    for (const version of found) {
      const rows = permits.get(version.type)?.rows;
      if (rows !== undefined && (await mayShow(ports, caller, rows, version))) versions.push(version);
    }
    const last = found.at(-1);
    if (last === undefined || found.length < wanted.limit || versions.length > count) break;
    before = last.position;
  }
  const page = versions.slice(0, count);
  const last = page.at(-1);
  const act = {
    at: ports.now(),
    caller,
    action: "history" as const,
    why: reason?.reason ?? "",
    detail: `${type ?? ""}/_history`,
  };
  const entryIds = await ports.ledger.witness(caller.tenant, witnessed(act, page));
  const next =
    versions.length > count && last !== undefined
      ? sealCursor(vault, caller, name, { before: last.position })
      : undefined;
  return { value: { versions: page, next }, entryIds };
}

async function mayShow(ports: ChartPorts, caller: Caller, rows: RowPredicate, version: OpenVersion): Promise<boolean> {
  if (rows.kind === "every" || !version.deleted) return isAmong(rows, version);
  const [last] = await ports.records.historyOf(caller.tenant, {
    id: version.id,
    belowVersion: version.version,
    limit: 1,
  });
  return last !== undefined && isAmong(rows, last);
}
