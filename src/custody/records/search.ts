import { type Filter, type FhirResource, type ResourceType, typeNumber } from "../../foundation/fhir/index.ts";
import { CodedError, type ResourceId } from "../../foundation/kernel/index.ts";
import type { Blinder } from "../../foundation/crypto/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { openRows } from "./opening.ts";
import type { Planner } from "./planner.ts";
import type { Protection } from "./protection.ts";
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
}

/** Candidates that one search may look at before it is refused: about a second of work. Only those that the searcher sees count,
 *  else the refusal would tell of the others. */
export const mostOpened = 10_000;
/** With those that are hidden. Beyond it a search is refused whatever that tells. */
const mostWalked = 500_000;
const mostTokensInClause = 400;

export interface SearchPorts {
  readonly db: Queryable;
  /** Whether row-level security holds the connection to facilities. */
  readonly isHeld: boolean;
  readonly keys: TenantKeys;
  readonly planner: Planner;
  readonly protection: Protection;
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
  );
  progress.walked += rows.length;
  for (const version of versions) {
    if (progress.found.length === query.limit) return;
    const match = query.see(version);
    if (match === undefined) continue;
    progress.seen += 1;
    if (progress.seen > mostOpened) throw tooCostly();
    if (query.filters.every((filter) => filter.matches(match.resource))) progress.found.push(match);
  }
}

async function searchAmongIds<Version extends OpenVersion>(
  ports: SearchPorts,
  query: RecordQuery<Version>,
  ids: readonly ResourceId[],
): Promise<Match<Version>[]> {
  const type = typeNumber(query.type);
  const rows = await currentVersions(ports.db, ports.keys.tenant, [...new Set(ids)]);
  const wanted = rows
    .filter((row) => row.type === type && row.position >= query.from && row.position < query.before)
    .sort((a, b) => b.position - a.position);
  const progress: Progress<Version> = { found: [], seen: 0, walked: 0 };
  await lookAt(ports, query, wanted, progress);
  return progress.found;
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
  const progress: Progress<Version> = { found: [], seen: 0, walked: 0 };
  let before = query.before;
  let chunk = query.limit;
  while (progress.found.length < query.limit) {
    const limit = Math.max(1, Math.min(chunk, mostOpened));
    const rows = await fetchUnderEach(ports, query, tokens, { before, limit });
    await lookAt(ports, query, rows, progress);
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) break;
    if (progress.walked > mostWalked && progress.found.length < query.limit) throw tooCostly();
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
