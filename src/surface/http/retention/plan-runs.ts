import type { PlanRun } from "../../../../contract/index.ts";
import type { Retention } from "../../../assurance/retention/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";

/** Plans over whole organisations, one at a time for each. */
export interface PlanRuns {
  /** Begins one; one that runs already goes on. */
  start(caller: Caller, queue: boolean): void;
  progress(tenant: TenantId): PlanRun;
  /** Stops what runs. */
  close(): Promise<void>;
}

const idle: PlanRun = { state: "idle", done: 0, total: 0 };

export function planRuns(retention: Pick<Retention, "plan">, onFailure: (error: unknown) => void): PlanRuns {
  const latest = new Map<TenantId, PlanRun>();
  const running = new Map<TenantId, Promise<void>>();
  let closing = false;

  async function run(caller: Caller, queue: boolean): Promise<void> {
    const { tenant } = caller;
    try {
      for await (const { done, total, plan, queued } of retention.plan(caller, { queue })) {
        if (closing) return;
        const state = plan === undefined ? "running" : "done";
        const answer = plan && {
          ...plan,
          at: new Date(plan.at).toISOString(),
          rows: [...plan.rows],
          patients: [...plan.patients],
        };
        latest.set(tenant, { state, done, total, plan: answer, queued });
      }
    } catch (error) {
      onFailure(error);
      latest.set(tenant, { ...idle, state: "failed" });
    }
  }

  return {
    start(caller, queue) {
      if (running.has(caller.tenant) || closing) return;
      latest.set(caller.tenant, { ...idle, state: "running" });
      running.set(
        caller.tenant,
        run(caller, queue).finally(() => running.delete(caller.tenant)),
      );
    },
    progress: (tenant) => latest.get(tenant) ?? idle,
    async close() {
      closing = true;
      await Promise.all(running.values());
    },
  };
}
