import type { Caller } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { covers } from "../decide.ts";
import type { RetentionPorts } from "../ports.ts";
import { rulesFor } from "../rules.ts";
import type { PlanStep } from "../retention.ts";
import type { Filled } from "./fill-queue.ts";
import { giveLookBack, takeLook } from "./look-table.ts";

const day = 86_400_000;

/** Once a day, whichever process comes first, goes through an organisation's records and puts what fell due into the queue. It destroys
 *  nothing. @param plan as `Retention.plan` with `queue` @returns undefined where it isn't time, no rule covers a record, or it was broken off */
export async function fillByClock(
  { db, settings, now, newId }: Pick<RetentionPorts, "db" | "settings" | "now" | "newId">,
  tenant: TenantId,
  plan: (caller: Caller) => AsyncGenerator<PlanStep>,
  stop: AbortSignal,
): Promise<Filled | undefined> {
  // Without a rule for the rest no record falls due as a whole: nobody's needs to be opened.
  if (!rulesFor(await settings(tenant)).some((rule) => covers(rule, "health-record"))) return undefined;
  const at = now();
  if (!(await takeLook(db.tenant(tenant), tenant, { now: at, everyMilliseconds: day }))) return undefined;
  let filled: Filled | undefined;
  try {
    for await (const { queued } of plan(clockCaller(tenant, newId()))) {
      filled = queued;
      if (stop.aborted) break;
    }
  } finally {
    if (filled === undefined) await giveLookBack(db.tenant(tenant), tenant, at);
  }
  return filled;
}

function clockCaller(tenant: TenantId, requestId: string): Caller {
  const who = { kind: "system", id: "retention-clock", name: "the clock", from: "this machine" } as const;
  return { ...who, tenant, scopes: [], permissions: new Set(["retention.manage"]), requestId };
}
