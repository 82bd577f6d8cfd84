import type { ResourceId } from "../../foundation/kernel/index.ts";
import {
  type Queryable,
  int2Array,
  int4Array,
  int8Array,
  int8ArrayOfBytes,
} from "../../foundation/platform/database/index.ts";

export interface CandidateRow {
  readonly id: ResourceId;
  readonly version: number;
  readonly position: number;
  readonly key_no: number;
  readonly body: Buffer;
}

export interface CandidateQuery {
  readonly type: number;
  /** 8-byte tokens that must all be there. */
  readonly all: Buffer;
  /** Of each list, at least one token must be there. */
  readonly any: readonly Buffer[];
  readonly from: number;
  readonly before: number;
  readonly limit: number;
  readonly plan: "bitmap" | "ordered";
  /** Index rows that an ordered plan may walk. */
  readonly window: number;
}

function arrayLiteral(tokens: Buffer): string {
  const numbers: string[] = [];
  for (let offset = 0; offset < tokens.length; offset += 8) numbers.push(tokens.readBigInt64BE(offset).toString());
  return `{${numbers.join(",")}}`;
}

/** Newest first. Each statement keeps its plan: the shape of the plan is what the caller chose. */
export function candidateRecords(db: Queryable, query: CandidateQuery): Promise<CandidateRow[]> {
  if (query.any.length > 0) return candidatesWithAlternatives(db, query);
  const { type, from, before, limit, window } = query;
  const all = int8ArrayOfBytes(query.all);
  return query.plan === "bitmap"
    ? db.query(
        "select id, version, position, key_no, body from wardbook.candidates_with($1::int2, $2::int8[], $3, $4, $5)",
        [type, all, from, before, limit],
        "candidates-with",
      )
    : db.query(
        "select id, version, position, key_no, body from wardbook.newest_candidates($1::int2, $2::int8[], $3, $4, $5, $6)",
        [type, all, from, before, limit, window],
        "newest-candidates",
      );
}

/** Candidates of several searches in one statement, each by the bitmap plan and without alternatives; in the order asked. */
export async function candidatesTogether(db: Queryable, queries: readonly CandidateQuery[]): Promise<CandidateRow[][]> {
  const [only] = queries;
  if (queries.length === 1 && only !== undefined) return [await candidateRecords(db, only)];
  const first: number[] = [];
  const last: number[] = [];
  let count = 0;
  for (const { all } of queries) {
    first.push(count + 1);
    count += all.length / 8;
    last.push(count);
  }
  const rows = await db.query<CandidateRow & { readonly n: number }>(
    `select q.n, c.id, c.version, c.position, c.key_no, c.body
     from unnest($1::int2[], $2::int4[], $3::int4[], $5::int8[], $6::int8[], $7::int4[]) with ordinality as q (type, first, last, "from", before, "limit", n)
     cross join lateral wardbook.candidates_with(q.type, ($4::int8[])[q.first:q.last], q."from", q.before, q."limit") c`,
    [
      int2Array(queries.map(({ type }) => type)),
      int4Array(first),
      int4Array(last),
      int8ArrayOfBytes(Buffer.concat(queries.map(({ all }) => all))),
      int8Array(queries.map(({ from }) => from)),
      int8Array(queries.map(({ before }) => before)),
      int4Array(queries.map(({ limit }) => limit)),
    ],
    "candidates-together",
  );
  const found: CandidateRow[][] = queries.map(() => []);
  for (const row of rows) found[row.n - 1]?.push(row);
  return found;
}

function candidatesWithAlternatives(db: Queryable, query: CandidateQuery): Promise<CandidateRow[]> {
  return db.query(
    "select id, version, position, key_no, body from wardbook.candidate_records($1::int2, $2::int8[], $3::text[], $4, $5, $6, $7, $8)",
    [
      query.type,
      int8ArrayOfBytes(query.all),
      query.any.map(arrayLiteral),
      query.from,
      query.before,
      query.limit,
      query.plan,
      query.window,
    ],
    "candidate-records",
  );
}

/** Candidates for a connection that row-level security holds to facilities: only rows of their patients, and of no patient. */
export function candidatesInFacilities(
  db: Queryable,
  query: Omit<CandidateQuery, "plan" | "window">,
): Promise<CandidateRow[]> {
  return db.query(
    "select id, version, position, key_no, body from wardbook.candidates_in_facilities($1::int2, $2::int8[], $3::text[], $4, $5, $6)",
    [query.type, int8ArrayOfBytes(query.all), query.any.map(arrayLiteral), query.from, query.before, query.limit],
    "candidates-in-facilities",
  );
}

/** The commonest tokens of the installation and the share of rows that carry each. */
export function tokenFrequencies(db: Queryable): Promise<{ token: string; share: number }[]> {
  return db.query(
    "select encode(int8send(token), 'hex') as token, share from wardbook.token_frequencies()",
    [],
    "token-frequencies",
  );
}
