import type { Leavers, Retention } from "./assurance/retention/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";

const hour = 3_600_000;
/** Not at the start itself, which has enough to do. */
const soon = 10 * 60_000;

export interface QueuesBySchedule {
  /** Looks whether any organisation's day has come. */
  look(): Promise<void>;
  /** Breaks off a look that is under way: it is begun anew another time. */
  stop(): Promise<void>;
}

/** Has accounts removed whose time is over, and what fell due put into the appraisal queues once a day, also of several servers on one database. */
export function fillQueuesBySchedule(
  {
    retention,
    leavers,
  }: { readonly retention: Pick<Retention, "fillByClock">; readonly leavers: Pick<Leavers, "removeDue"> },
  {
    tenants,
    onFailure,
  }: { readonly tenants: () => Promise<readonly TenantId[]>; readonly onFailure: (error: unknown) => void },
): QueuesBySchedule {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function lookThrough(): Promise<void> {
    for (const tenant of await tenants()) {
      if (stopping.signal.aborted) return;
      // One organisation's trouble is not the others'.
      await leavers.removeDue(tenant, stopping.signal).catch(onFailure);
      await retention.fillByClock(tenant, stopping.signal).catch(onFailure);
    }
  }

  function look(): Promise<void> {
    running ??= lookThrough()
      .catch(onFailure)
      .finally(() => (running = undefined));
    return running;
  }

  const first = setTimeout(() => void look(), soon);
  const timer = setInterval(() => void look(), hour);
  return {
    look,
    async stop() {
      stopping.abort();
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}
