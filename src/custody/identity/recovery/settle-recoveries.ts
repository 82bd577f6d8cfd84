import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor, RecordEvent } from "../person/index.ts";
import { recoveryNow, stepRecovery } from "./recovery-machine.ts";
import { holdOpenRecoveries, storeRecovery } from "./recovery-table.ts";

/** Somebody is in: the recovery that led here is done, and any other is over, for nobody needs it who can sign in. */
export async function settleRecoveries(
  tx: Transaction,
  recordEvent: RecordEvent,
  whose: { readonly tenant: TenantId; readonly person: PersonId; readonly actor: Actor; readonly now: number },
): Promise<void> {
  const { tenant, person, actor, now } = whose;
  for (const row of await holdOpenRecoveries(tx, tenant, person)) {
    const state = recoveryNow({ state: row.state, readyAt: row.ready_at ?? undefined, until: row.until }, now);
    if (state === "lapsed") {
      await storeRecovery(tx, tenant, { ...row, state });
      continue;
    }
    const done = state === "enrolling";
    await storeRecovery(tx, tenant, { ...row, state: stepRecovery(state, done ? "enrolled" : "cancel") });
    const detail = done ? row.way : "signed in";
    await recordEvent(tx, tenant, { act: done ? "recovery-done" : "recovery-cancelled", at: now, actor, detail });
  }
}
