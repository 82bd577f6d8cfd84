import type { Chain } from "./chain.ts";
import type { Filter } from "./filter.ts";
import type { TimeRange } from "./time-range.ts";

export type SortRule = { readonly parameter: string; readonly descending: boolean };
/** `Type:parameter[:target]` of an `_include` or `_revinclude`. */
export type Include = { readonly type: string; readonly parameter: string; readonly targetType: string | undefined };

export const totals = ["none", "estimate", "accurate"] as const;
export const summaries = ["true", "text", "data", "count", "false"] as const;

/** A search, parsed and checked. Every filter has to match. */
export type SearchRequest = {
  readonly type: string;
  readonly filters: readonly Filter[];
  /** Conditions on other resources, each to be answered by searches of its own before this one. */
  readonly chains: readonly Chain[];
  /** Any of these ids; undefined when `_id` wasn't asked for. May be empty: then nothing matches. */
  readonly ids: readonly string[] | undefined;
  /** `meta.lastUpdated` lies in one of these stretches; undefined when it wasn't asked for. */
  readonly lastUpdated: readonly TimeRange[] | undefined;
  readonly sort: readonly SortRule[];
  /** Matches per page: 0 (only the total) to 1,000. */
  readonly count: number;
  readonly includes: readonly Include[];
  readonly revincludes: readonly Include[];
  readonly total: (typeof totals)[number] | undefined;
  readonly summary: (typeof summaries)[number] | undefined;
  /** Top-level elements to return; undefined for all. */
  readonly elements: readonly string[] | undefined;
  /** The server's own sealed place in a result, passed through. */
  readonly cursor: string | undefined;
};
