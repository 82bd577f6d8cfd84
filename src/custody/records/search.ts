import {
  type Filter,
  type FhirResource,
  type ResourceType,
  parseResourceText,
  typeNumber,
} from "../../foundation/fhir/index.ts";
import { CodedError, type ResourceId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { openRows } from "./opening.ts";
import type { Planner } from "./planner.ts";
import type { Protection } from "./protection.ts";
import { type CandidateQuery, type CandidateRow, candidateRecords } from "./search-table.ts";
import type { OpenVersion } from "./version.ts";
import { currentVersions } from "./version-table.ts";

export class SearchTooCostly extends CodedError<"records/too-costly"> {}

/** A version that satisfied every filter, parsed. */
export interface Match {
  readonly version: OpenVersion;
  readonly resource: FhirResource;
}

export interface RecordQuery {
  readonly type: ResourceType;
  /** All must hold; the caller's access predicate is among them. */
  readonly filters: readonly Filter[];
  readonly ids?: readonly ResourceId[];
  /** Positions in [from, before). */
  readonly from: number;
  readonly before: number;
  /** Most matches to answer, newest first. */
  readonly limit: number;
}

/** Candidates that one search may open before it is refused: about a second of work. */
export const mostOpened = 10_000;
const mostTokensInClause = 400;

export interface SearchPorts {
  readonly db: Queryable;
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

function blind(ports: SearchPorts, query: RecordQuery): Tokens {
  const all: Buffer[] = [];
  const any: Buffer[] = [];
  const clauses: string[][] = [];
  for (const { clause } of query.filters) {
    // A filter without terms, or with too many to be worth asking, is left to the exact re-check.
    if (clause === undefined || clause.length > mostTokensInClause) continue;
    const tokens = ports.protection.tokens(ports.keys.blinder, query.type, clause);
    (clause.length === 1 ? all : any).push(tokens);
    clauses.push(clause.map((_, index) => tokens.toString("hex", index * 8, index * 8 + 8)));
  }
  return { all: Buffer.concat(all), any, clauses };
}

async function matchesAmong(ports: SearchPorts, query: RecordQuery, rows: readonly CandidateRow[]): Promise<Match[]> {
  const type = typeNumber(query.type);
  const versions = await openRows(
    ports.keys,
    ports.protection,
    rows.map((row) => ({ ...row, type, deleted: false })),
  );
  const matches: Match[] = [];
  for (const version of versions) {
    const resource = parseResourceText(version.body.toString()) as FhirResource;
    if (query.filters.every((filter) => filter.matches(resource))) matches.push({ version, resource });
  }
  return matches;
}

async function searchAmongIds(ports: SearchPorts, query: RecordQuery, ids: readonly ResourceId[]): Promise<Match[]> {
  const type = typeNumber(query.type);
  const rows = await currentVersions(ports.db, ports.keys.tenant, [...new Set(ids)]);
  const wanted = rows
    .filter((row) => row.type === type && row.position >= query.from && row.position < query.before)
    .sort((a, b) => b.position - a.position);
  return (await matchesAmong(ports, query, wanted)).slice(0, query.limit);
}

/** Matches, newest first. Candidates come by blind tokens, are opened, and are checked again exactly: neither a collision of
 *  tokens nor a coarse cover ever shows. @throws SearchTooCostly */
export async function searchRecords(ports: SearchPorts, query: RecordQuery): Promise<Match[]> {
  if (query.filters.some(({ clause }) => clause?.length === 0)) return [];
  if (query.ids !== undefined) return searchAmongIds(ports, query, query.ids);
  const tokens = blind(ports, query);
  const found: Match[] = [];
  let before = query.before;
  let opened = 0;
  let chunk = query.limit;
  while (found.length < query.limit) {
    const limit = Math.max(1, Math.min(chunk, mostOpened));
    const rows = await fetchCandidates(ports, query, tokens, { before, limit });
    opened += rows.length;
    found.push(...(await matchesAmong(ports, query, rows)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) break;
    if (opened >= mostOpened && found.length < query.limit) {
      throw new SearchTooCostly(
        "records/too-costly",
        "too many records would have to be opened: narrow the search, by patient or by date for instance",
      );
    }
    before = last.position;
    chunk = Math.min(chunk * 4, 2_000);
  }
  return found.slice(0, query.limit);
}

async function fetchCandidates(
  ports: SearchPorts,
  query: RecordQuery,
  tokens: Tokens,
  page: { readonly before: number; readonly limit: number },
): Promise<CandidateRow[]> {
  const common = { type: typeNumber(query.type), all: tokens.all, any: tokens.any, from: query.from, ...page };
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
