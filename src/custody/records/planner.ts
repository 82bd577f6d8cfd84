import type { Clock } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { tokenFrequencies } from "./search-table.ts";

/** How a search finds its candidates. `bitmap` gathers by tokens, then sorts: right for rare tokens. `ordered` walks the newest
 *  first and stops when the page is full: right for common ones. PostgreSQL's own guess is wrong a thousandfold either way. */
export type Plan =
  | {
      readonly kind: "bitmap";
      /** Whether few rows carry every token: such searches share a statement without keeping each other waiting. */
      readonly quick: boolean;
    }
  | { readonly kind: "ordered"; readonly window: number };

export interface Planner {
  /** @param clauses for each condition, its tokens in hex (any of them). */
  plan(clauses: readonly (readonly string[])[], limit: number): Promise<Plan>;
}

const refreshMilliseconds = 30_000;
const longestWindow = 4_000;
/** Dates and codes cluster along the position, so a page may take this many times the rows that even spreading would need. */
const clusteringAllowance = 3;
const quickShare = 0.005;

export function openPlanner(db: Queryable, now: Clock): Planner {
  let shares: ReadonlyMap<string, number> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const rows = await tokenFrequencies(db);
    shares = new Map(rows.map(({ token, share }) => [token, share]));
  }

  function refresh(): void {
    if (reading !== undefined || now() - readAt < refreshMilliseconds) return;
    readAt = now();
    // Statistics are advice: without them every token counts as rare, which is slow at worst.
    reading = read()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
  }

  return {
    async plan(clauses, limit) {
      refresh();
      let rarest = 1;
      for (const tokens of clauses) {
        const share = tokens.reduce((sum, token) => sum + (shares.get(token) ?? 0), 0);
        rarest = Math.min(rarest, share);
      }
      if (clauses.length === 0) return { kind: "ordered", window: limit };
      const window = Math.ceil((limit / Math.max(rarest, 1e-9)) * clusteringAllowance);
      return window <= longestWindow ? { kind: "ordered", window } : { kind: "bitmap", quick: rarest < quickShare };
    },
  };
}
