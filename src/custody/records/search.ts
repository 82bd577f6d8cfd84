import { type Filter, type FhirResource, type ResourceType, typeNumber } from "../../foundation/fhir/index.ts";
import { CodedError, type ResourceId } from "../../foundation/kernel/index.ts";
import type { Blinder } from "../../foundation/crypto/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { openRows } from "./opening.ts";
import type { Planner } from "./planner.ts";
import type { Protection } from "./protection.ts";
import type { RememberedBodies } from "./remembered-bodies.ts";
import { type CandidateQuery, type CandidateRow, candidateRecords, candidatesInFacilities } from "./search-table.ts";
import type { OpenVersion } from "./version.ts";
import { currentVersions } from "./version-table.ts";

export class SearchTooCostly extends CodedError<"records/too-costly"> {}

/** A version that satisfied every filter, parsed. */
export interface Match<Version extends OpenVersion = OpenVersion> {
  readonly version: Version;
  readonly resource: FhirResource;
}

/** A version as the one who searches sees it; undefined when it isn't there for them. */
export type See<Version extends OpenVersion = OpenVersion> = (version: OpenVersion) => Match<Version> | undefined;

export interface RecordQuery<Version extends OpenVersion = OpenVersion> {
  readonly type: ResourceType;
  /** All must hold, of the version as it is seen. */
  readonly filters: readonly Filter[];
  /** The access predicate: asked before any filter, limit or count. What it hides isn't counted anywhere. */
  readonly see: See<Version>;
  readonly ids?: readonly ResourceId[];
  /** Positions in [from, before). */
  readonly from: number;
  readonly before: number;
  /** Most matches to answer, newest first. */
  readonly limit: number;
  /** Of what they say together: the search ends with the match that goes beyond it. */
  readonly bytes?: number | undefined;
  /** Only how many there are is asked: what they say isn't held. */
  readonly isCount?: boolean | undefined;
}

/** Candidates that one search may look at before it is refused: about a second of work. Only those that the searcher sees count,
 *  else the refusal would tell of the others. */
export const mostOpened = 10_000;
/** With those that are hidden. Beyond it a search is refused whatever that tells. */
const mostWalked = 500_000;
const mostTokensInClause = 400;
/** What matches say that is held at a time, and what is opened for one search: files are of megabytes. */
const mostHeldBytes = 128 * 1024 * 1024;
const mostOpenedBytes = 1024 * 1024 * 1024;
const filesTogether = 4;

function mostTogether(type: ResourceType): number {
  return type === "Binary" ? filesTogether : mostOpened;
}

export interface SearchPorts {
  readonly db: Queryable;
  /** Whether row-level security holds the connection to facilities. */
  readonly isHeld: boolean;
  readonly keys: TenantKeys;
  readonly planner: Planner;
  readonly protection: Protection;
  readonly remembered: RememberedBodies;
  /** Quick searches of one moment, in one statement. */
  readonly together: (query: CandidateQuery) => Promise<CandidateRow[]>;
}

interface Tokens {
  readonly all: Buffer;
  readonly any: readonly Buffer[];
  readonly clauses: readonly (readonly string[])[];
}

function blind(ports: SearchPorts, query: Pick<RecordQuery, "type" | "filters">, blinder: Blinder): Tokens {
  const all: Buffer[] = [];
  const any: Buffer[] = [];
  const clauses: string[][] = [];
  for (const { clause } of query.filters) {
    // A filter without terms, or with too many to be worth asking, is left to the exact re-check.
    if (clause === undefined || clause.length > mostTokensInClause) continue;
    const tokens = ports.protection.tokens(blinder, query.type, clause);
    (clause.length === 1 ? all : any).push(tokens);
    clauses.push(clause.map((_, index) => tokens.toString("hex", index * 8, index * 8 + 8)));
  }
  return { all: Buffer.concat(all), any, clauses };
}

interface Progress<Version extends OpenVersion> {
  readonly found: Match<Version>[];
  /** Rows that the searcher sees, whether or not they matched. */
  seen: number;
  walked: number;
  seenBytes: number;
  heldBytes: number;
}

const begun = { seen: 0, walked: 0, seenBytes: 0, heldBytes: 0 };
const nothing = Buffer.alloc(0);

function isFull({ limit, bytes = Number.POSITIVE_INFINITY }: RecordQuery, { found, heldBytes }: Progress<OpenVersion>) {
  return found.length === limit || heldBytes > bytes;
}

const tooCostly = () =>
  new SearchTooCostly(
    "records/too-costly",
    "too many records would have to be opened: narrow the search, by patient or by date for instance",
  );

/** Row by row: where the limits strike must not depend on how rows came together. @throws SearchTooCostly */
async function lookAt<Version extends OpenVersion>(
  ports: SearchPorts,
  query: RecordQuery<Version>,
  rows: readonly CandidateRow[],
  progress: Progress<Version>,
): Promise<void> {
  const type = typeNumber(query.type);
  const versions = await openRows(
    ports.keys,
    ports.protection,
    rows.map((row) => ({ ...row, type, deleted: false })),
    ports.remembered,
  );
  progress.walked += rows.length;
  for (const version of versions) {
    if (isFull(query, progress)) return;
    const match = query.see(version);
    if (match === undefined) continue;
    progress.seen += 1;
    progress.seenBytes += version.body.length;
    if (progress.seen > mostOpened || progress.seenBytes > mostOpenedBytes) throw tooCostly();
    if (!query.filters.every((filter) => filter.matches(match.resource))) continue;
    if (query.isCount === true) {
      const { resourceType } = match.resource;
      progress.found.push({ version: { ...match.version, body: nothing }, resource: { resourceType } });
      continue;
    }
    progress.found.push(match);
    progress.heldBytes += match.version.body.length;
    if (progress.heldBytes > mostHeldBytes) throw tooCostly();
  }
}

async function searchAmongIds<Version extends OpenVersion>(
  ports: SearchPorts,
  query: RecordQuery<Version>,
  ids: readonly ResourceId[],
): Promise<Match<Version>[]> {
  const type = typeNumber(query.type);
  const progress: Progress<Version> = { found: [], ...begun };
  const asked = [...new Set(ids)];
  const together = mostTogether(query.type);
  for (let from = 0; from < asked.length; from += together) {
    const rows = await currentVersions(ports.db, ports.keys.tenant, asked.slice(from, from + together));
    const wanted = rows
      .filter((row) => row.type === type && row.position >= query.from && row.position < query.before)
      .sort((a, b) => b.position - a.position);
    // Asked in several parts, the newest of all are known at the end only.
    await lookAt(
      ports,
      asked.length <= together ? query : { ...query, limit: asked.length, bytes: undefined },
      wanted,
      progress,
    );
  }
  return progress.found.sort((a, b) => b.version.position - a.version.position).slice(0, query.limit);
}

/** Matches, newest first. Candidates come by blind tokens, are opened, and are checked again exactly: neither a collision of
 *  tokens nor a coarse cover ever shows. @throws SearchTooCostly */
export async function searchRecords<Version extends OpenVersion>(
  ports: SearchPorts,
  query: RecordQuery<Version>,
): Promise<Match<Version>[]> {
  if (query.filters.some(({ clause }) => clause?.length === 0)) return [];
  if (query.ids !== undefined) return searchAmongIds(ports, query, query.ids);
  const tokens = ports.keys.blinders.map((blinder) => blind(ports, query, blinder));
  const progress: Progress<Version> = { found: [], ...begun };
  let before = query.before;
  let chunk = query.limit;
  while (!isFull(query, progress)) {
    const limit = Math.max(1, Math.min(chunk, mostTogether(query.type)));
    const rows = await fetchUnderEach(ports, query, tokens, { before, limit });
    await lookAt(ports, query, rows, progress);
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) break;
    if (progress.walked > mostWalked && !isFull(query, progress)) throw tooCostly();
    before = last.position;
    chunk = Math.min(chunk * 4, 2_000);
  }
  return progress.found;
}

/** While the index key is rotated a row is blinded under one of two. The older is asked first, and rows only move to the newer, so none
 *  slips through between the two questions. */
async function fetchUnderEach(
  ports: SearchPorts,
  query: Pick<RecordQuery, "type" | "from">,
  everyTokens: readonly Tokens[],
  page: { readonly before: number; readonly limit: number },
): Promise<CandidateRow[]> {
  const [only] = everyTokens;
  if (everyTokens.length === 1 && only !== undefined) return fetchCandidates(ports, query, only, page);
  const found = new Map<string, CandidateRow>();
  for (const tokens of everyTokens)
    for (const row of await fetchCandidates(ports, query, tokens, page)) found.set(row.id, row);
  return [...found.values()].sort((a, b) => b.position - a.position).slice(0, page.limit);
}

async function fetchCandidates(
  ports: SearchPorts,
  query: Pick<RecordQuery, "type" | "from">,
  tokens: Tokens,
  page: { readonly before: number; readonly limit: number },
): Promise<CandidateRow[]> {
  const common = { type: typeNumber(query.type), all: tokens.all, any: tokens.any, from: query.from, ...page };
  if (ports.isHeld) return candidatesInFacilities(ports.db, common);
  const plan = await ports.planner.plan(tokens.clauses, page.limit);
  if (plan.kind === "ordered") {
    const rows = await candidateRecords(ports.db, { ...common, plan: "ordered", window: plan.window });
    if (rows.length === page.limit || tokens.clauses.length === 0) return rows;
  }
  const bitmap = { ...common, plan: "bitmap", window: 0 } as const;
  return plan.kind === "bitmap" && plan.quick && tokens.any.length === 0
    ? ports.together(bitmap)
    : candidateRecords(ports.db, bitmap);
}
