import { randomUuid } from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { RuleOvertaken } from "../../custody/chart/index.ts";
import { countReceipt, readTurn, takeTurn } from "./billing-table.ts";
import { dayNumber, localDay } from "../../foundation/calendar/index.ts";
import { type NextNumber, openNumbers } from "./numbers.ts";
import { tillOf } from "./payment-rule.ts";
import type { BillingRulePorts } from "./ports.ts";
import { overtaken, slots } from "./posting.ts";
import { against } from "./rule-parts.ts";

/** What other books of a branch share with these: its turn, a series of numbers without gaps, and its till. */
export interface BranchBooks {
  /** The turn as it is now, taken in the transaction of a write: once in each.
   *  @throws RuleOvertaken where somebody wrote meanwhile; ChartError `chart/against-rule` the second time */
  turn(tenant: TenantId, branch: ResourceId): Promise<(tx: Transaction) => Promise<void>>;
  nextNumber(tenant: TenantId, branch: ResourceId): Promise<NextNumber>;
  /** Counts what leaves a till today, or comes back, so that it is in the day's cash-up or refused.
   *  @throws ChartError `chart/against-rule` in the transaction, where the day is cashed up */
  countOnTill(tenant: TenantId, branch: ResourceId): Promise<(tx: Transaction) => Promise<void>>;
}

export function openBranchBooks(ports: BillingRulePorts): BranchBooks {
  const numbers = openNumbers(ports);
  const taken = new WeakMap<Transaction, Set<number>>();
  return {
    async turn(tenant, branch) {
      const slot = (await ports.blinding(tenant))(`billing-branch-turn|${branch}`).readUInt16BE(0) % slots;
      const read = await readTurn(ports.db.tenant(tenant), tenant, slot);
      return async (tx) => {
        const own = taken.get(tx) ?? new Set();
        // Each was judged by what was spent before: together they would be by less than there is. Trying again wouldn't help.
        if (own.has(slot))
          throw against("Contract.status", "a transaction spends of a branch's budget once: send them one by one");
        taken.set(tx, own.add(slot));
        const isMine = await takeTurn(tx, tenant, { slot, read, next: randomUuid() }).catch(overtaken);
        if (!isMine) throw new RuleOvertaken();
      };
    },
    nextNumber: (tenant, branch) => numbers.next(tenant, "voucher", branch),
    async countOnTill(tenant, branch) {
      const till = tillOf(await ports.blinding(tenant), branch);
      const day = dayNumber(localDay(ports.now(), await ports.timeZone(tenant)));
      return async (tx) => {
        if (!(await countReceipt(tx, tenant, till, day).catch(overtaken)))
          throw against("Contract.status", "the day is cashed up: what goes out now belongs to the next");
      };
    },
  };
}
