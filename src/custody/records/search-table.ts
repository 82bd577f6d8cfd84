import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Queryable, int8ArrayOfBytes } from "../../foundation/platform/database/index.ts";

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

/** The commonest tokens of the installation and the share of rows that carry each. */
export function tokenFrequencies(db: Queryable): Promise<{ token: string; share: number }[]> {
  return db.query("select encode(int8send(token), 'hex') as token, share from wardbook.token_frequencies()", [], "token-frequencies");
}
