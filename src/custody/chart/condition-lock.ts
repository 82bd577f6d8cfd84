import { sha256 } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { lockCondition } from "./condition-lock-table.ts";

/** Each lock holds a connection while its work needs another: more at once than this would leave none to work with. */
const mostAtOnce = 3;

/** Runs work while no other process works under the same condition: two conditional creates at once make one resource. */
export function conditionLocks(
  db: Database,
): <T>(tenant: TenantId, conditions: string | readonly string[], work: () => Promise<T>) => Promise<T> {
  const enter = turnstile(mostAtOnce);
  return (tenant, conditions, work) => {
    const list = typeof conditions === "string" ? [conditions] : conditions;
    // In one order everywhere, so that two callers can't wait for each other.
    const locks = [...new Set(list.map((condition) => sha256(`${tenant}|${condition}`).readInt32BE(0)))].sort(
      (a, b) => a - b,
    );
    return enter(() =>
      db.transaction(tenant, async (tx) => {
        for (const lock of locks) await lockCondition(tx, lock);
        return work();
      }),
    );
  };
}

/** Lets so many through at a time, in the order of their coming. */
function turnstile(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  let inside = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (inside >= width) await new Promise<void>((resolve) => queue.push(resolve));
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
