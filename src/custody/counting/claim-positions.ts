import {
  type Clock,
  CodedError,
  type Positions,
  mostCounting,
  risingPositions,
} from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { largestPosition, tenantNumbers, tryLockCounting } from "./counting-table.ts";

export interface ClaimedPositions {
  readonly positions: Positions;
  /** Lets another process have this one's numbers. */
  release(): void;
}

/** Numbers that no other process on this database gives, and that are larger than any it holds.
 *  @throws CodedError `counting/too-many-processes` */
export async function claimPositions(db: Database, now: Clock): Promise<ClaimedPositions> {
  const connection = await db.pin();
  try {
    for (let counting = 0; counting < mostCounting; counting += 1) {
      if (!(await tryLockCounting(connection, counting))) continue;
      let largest = 0;
      for (const tenant of await tenantNumbers(db.installation)) {
        largest = Math.max(largest, await largestPosition(db.tenant(tenant), tenant));
      }
      return { positions: risingPositions(now, counting, largest), release: () => connection.release() };
    }
  } catch (error) {
    connection.release();
    throw error;
  }
  connection.release();
  throw new CodedError("counting/too-many-processes", `more than ${mostCounting} processes use this database`);
}
