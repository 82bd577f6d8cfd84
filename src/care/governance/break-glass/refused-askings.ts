import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor } from "../act.ts";
import type { GovernancePorts } from "../ports.ts";

/** Askings beyond what an hour allows. All are counted, few are written down: nobody can fill the ledger by asking. */
export interface RefusedAskings {
  /** Writes down the first within an hour, the tenth, the hundredth, with how many there were. @param asked what was asked for */
  note(
    tx: Transaction,
    tenant: TenantId,
    by: { readonly person: PersonId; readonly actor: Actor; readonly asked: string },
  ): Promise<void>;
  /** Writes down how many there were in hours that are over. */
  settle(tenant: TenantId): Promise<void>;
}

interface Count {
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly began: number;
  refused: number;
  told: number;
}

const hour = 3_600_000;

/** Counted in this process: each server process writes down its own. */
export function createRefusedAskings({
  db,
  now,
  record,
}: Pick<GovernancePorts, "db" | "now" | "record">): RefusedAskings {
  const counts = new Map<string, Count>();

  const write = (tx: Transaction, { tenant, actor, refused }: Count, detail: string) =>
    record(tx, tenant, {
      action: "break-glass-asked",
      at: now(),
      actor,
      why: "refused: asked too often within an hour",
      detail: `${refused} refused within an hour; ${detail}`,
      purpose: "ETREAT",
    });

  async function close(name: string, count: Count): Promise<void> {
    counts.delete(name);
    if (count.refused > count.told)
      await db.transaction(count.tenant, (tx) => write(tx, count, "none of them opened anything"));
  }

  return {
    async note(tx, tenant, { person, actor, asked }) {
      const name = `${tenant}|${person}`;
      const known = counts.get(name);
      const isOver = known !== undefined && known.began + hour <= now();
      if (isOver && known.refused > known.told) await write(tx, known, "none of them opened anything");
      const count: Count = known === undefined || isOver ? { tenant, actor, began: now(), refused: 0, told: 0 } : known;
      counts.set(name, count);
      count.refused += 1;
      if (!/^10*$/.test(String(count.refused))) return;
      await write(tx, count, asked);
      count.told = count.refused;
    },
    async settle(tenant) {
      for (const [name, count] of counts)
        if (count.tenant === tenant && count.began + hour <= now()) await close(name, count);
    },
  };
}
