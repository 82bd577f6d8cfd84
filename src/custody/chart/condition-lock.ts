import { type ResourceType, typeNumber } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { lockCondition } from "./condition-lock-table.ts";

/** Each lock holds a connection while its work needs another: more at once than this would leave none to work with. */
const mostAtOnce = 3;

/** Runs work while nobody else works under a condition on these types: two conditional creates at once make one resource. By type,
 *  because one condition can be spelt in many ways. */
export function conditionLocks(
  db: Database,
): <T>(tenant: TenantId, types: readonly ResourceType[], work: () => Promise<T>) => Promise<T> {
  const enter = turnstile(mostAtOnce);
  return (tenant, types, work) => {
    // In one order everywhere, so that two callers can't wait for each other.
    const locks = [...new Set(types)].map(typeNumber).sort((a, b) => a - b);
    return enter(() =>
      db.transaction(tenant, async (tx) => {
        for (const lock of locks) await lockCondition(tx, tenant, lock);
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
