import { type ResourceType, typeNumber } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Database, DatabaseError, type Transaction } from "../../foundation/platform/database/index.ts";
import { ChartError } from "./chart-error.ts";
import { keepAlive, limitWait, lockCondition } from "./condition-lock-table.ts";

/** Each lock holds a connection while its work needs another: more at once than this would leave none to work with. */
const mostAtOnce = 3;

export interface ConditionLockTimes {
  /** How long anybody waits for a lock before being told to try again. */
  readonly waitMilliseconds: number;
  /** How often the lock's connection says that it is still wanted: well before the server ends it as idle. */
  readonly aliveMilliseconds: number;
}

const usualTimes: ConditionLockTimes = { waitMilliseconds: 20_000, aliveMilliseconds: 30_000 };

/** Runs work while nobody else works under a condition on these types: two conditional creates at once make one resource. By type,
 *  because one condition can be spelt in many ways. The work throws ChartError `chart/busy`, undone, when its turn doesn't come. */
export function conditionLocks(
  db: Database,
  { waitMilliseconds, aliveMilliseconds }: ConditionLockTimes = usualTimes,
): <T>(tenant: TenantId, types: readonly ResourceType[], work: () => Promise<T>) => Promise<T> {
  const enter = turnstile(mostAtOnce, waitMilliseconds);

  async function take(tx: Transaction, tenant: TenantId, locks: readonly number[]): Promise<void> {
    try {
      await limitWait(tx, waitMilliseconds);
      for (const lock of locks) await lockCondition(tx, tenant, lock);
    } catch (error) {
      throw error instanceof DatabaseError && error.code === "database/lock-not-available" ? busy(error) : error;
    }
  }

  return (tenant, types, work) => {
    // In one order everywhere, so that two callers can't wait for each other.
    const locks = [...new Set(types)].map(typeNumber).sort((a, b) => a - b);
    return enter(async () => {
      let done: { readonly value: Awaited<ReturnType<typeof work>> } | undefined;
      try {
        await db.transaction(tenant, async (tx) => {
          await take(tx, tenant, locks);
          const alive = setInterval(() => void keepAlive(tx).catch(() => undefined), aliveMilliseconds);
          try {
            done = { value: await work() };
          } finally {
            clearInterval(alive);
          }
        });
      } catch (error) {
        // The lock's own transaction writes nothing: what was done under it is done, whatever becomes of the lock.
        if (done === undefined) throw error;
      }
      if (done === undefined) throw new TypeError("the work under a lock came to no end");
      return done.value;
    });
  };
}

function busy(cause?: unknown): ChartError {
  return new ChartError(
    "chart/busy",
    "others are writing under conditions on this type at this moment: nothing was changed; try again",
    { cause },
  );
}

/** Lets so many through at a time, in the order of their coming; nobody waits for longer than is said. */
function turnstile(width: number, waitMilliseconds: number): <T>(work: () => Promise<T>) => Promise<T> {
  let inside = 0;
  const queue: (() => void)[] = [];

  const turn = () =>
    new Promise<void>((resolve, reject) => {
      const enter = () => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        queue.splice(queue.indexOf(enter), 1);
        reject(busy());
      }, waitMilliseconds);
      queue.push(enter);
    });

  return async (work) => {
    if (inside >= width) await turn();
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
