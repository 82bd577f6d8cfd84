import { createHmac } from "node:crypto";
import { LRUCache } from "lru-cache";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Clock, Secret } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { Take } from "./leases.ts";

export interface SharedBudgetsPorts {
  /** Bound to no organisation. */
  readonly installation: Queryable;
  /** Makes the keys unreadable to who has only the database. */
  readonly secret: Secret<string>;
  readonly now: Clock;
}

export interface SharedBudget {
  readonly name: string;
  /** The usual one. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** One budget of the installation removes what is over, for all. */
  readonly clears: boolean;
}

/** Of those that were set, how many are at hand: one that was forgotten is only made again. */
const mostOtherLimits = 500;

/** A budget's points in the database. While that can't be reached, this process counts for itself. */
export function takeFromDatabase(ports: SharedBudgetsPorts, budget: SharedBudget): Take {
  const { name, limit: usual } = budget;
  const usualLimiter = limiterOf(ports, budget);
  const otherLimiters = new LRUCache<number, RateLimiterPostgres>({ max: mostOtherLimits });
  function limiterFor(limit: number): RateLimiterPostgres {
    if (limit === usual) return usualLimiter;
    const known = otherLimiters.get(limit);
    if (known !== undefined) return known;
    const made = limiterOf(ports, { ...budget, limit, clears: false });
    otherLimiters.set(limit, made);
    return made;
  }
  return async (key, points, limit) => {
    const hidden = hiddenKey(ports, { name, usual, key, limit });
    const used = await limiterFor(limit).consume(hidden, points).catch(refusedOnly);
    // What is blocked in memory comes without a count.
    const over = used.consumedPoints === 0 ? points : Math.max(0, used.consumedPoints - limit);
    return {
      granted: Math.max(0, points - over),
      remaining: Math.max(0, used.remainingPoints),
      resetAt: ports.now() + used.msBeforeNext,
    };
  };
}

/** How much of a key's budget was taken in the present window, by all processes. Undefined while the database can't be reached. */
export function readFromDatabase(
  ports: SharedBudgetsPorts,
  budget: Omit<SharedBudget, "clears">,
): (key: string, limit: number) => Promise<number | undefined> {
  const { name, limit: usual } = budget;
  const limiter = limiterOf(ports, { ...budget, clears: false });
  return async (key, limit) => {
    try {
      return (await limiter.get(hiddenKey(ports, { name, usual, key, limit })))?.consumedPoints ?? 0;
    } catch {
      return undefined;
    }
  };
}

function hiddenKey(
  { secret }: SharedBudgetsPorts,
  of: { readonly name: string; readonly usual: number; readonly key: string; readonly limit: number },
): string {
  const { name, usual, key, limit } = of;
  // A changed budget begins anew: what was taken in lots of the former could be more than the whole of the next.
  const counted = limit === usual ? key : `${key}\n${limit}`;
  return createHmac("sha256", secret.expose()).update(`${name}\n${counted}`).digest("base64url");
}

function limiterOf(ports: SharedBudgetsPorts, { name, limit, windowSeconds, clears }: SharedBudget) {
  return new RateLimiterPostgres({
    storeClient: clientOf(ports.installation),
    storeType: "client",
    schemaName: "wardbook",
    tableName: "rate_budget",
    // Migrations make the table: the application's role may not.
    tableCreated: true,
    clearExpiredByTimeout: clears,
    keyPrefix: name,
    points: limit,
    duration: windowSeconds,
    inMemoryBlockOnConsumed: limit + 1,
    insuranceLimiter: new RateLimiterMemory({ points: limit, duration: windowSeconds }),
  });
}

/** A refusal comes as a rejection; so would a fault. */
function refusedOnly(thrown: unknown): RateLimiterRes {
  if (thrown instanceof RateLimiterRes) return thrown;
  throw thrown;
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
}

function clientOf(installation: Queryable) {
  return {
    async query({ text, values, name }: Statement) {
      const rows = await installation.query(text, values, name);
      return { rows, rowCount: rows.length };
    },
  };
}
