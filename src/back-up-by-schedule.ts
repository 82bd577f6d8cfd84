import { type Backups, BackupError } from "./assurance/backup/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";

export interface ScheduleOfBackups {
  readonly everyMinutes: number;
  readonly now: Clock;
  readonly log: { info(message: string): void };
  readonly onFailure: (error: unknown) => void;
  /** Restores the newest one to see whether that works, after each full one. */
  readonly drill?: (() => Promise<void>) | undefined;
}

export interface BackupsBySchedule {
  /** Takes a backup if one is due. */
  look(): Promise<void>;
  /** Breaks off one that is under way: then it is none. */
  stop(): Promise<void>;
}

const minute = 60_000;
const day = 86_400_000;
/** After a failure. */
const pauseMilliseconds = 10 * minute;
const actor = { kind: "system", id: "backup-schedule", name: "backup schedule" } as const;

/** Takes backups by the clock, also of several servers on one database: whoever finds the newest too old takes the next. Once a day
 *  the old ones go. */
export function backUpBySchedule(
  backups: Backups,
  { everyMinutes, now, log, onFailure, drill }: ScheduleOfBackups,
): BackupsBySchedule {
  let stopping = false;
  let running: Promise<void> | undefined;
  let notBefore = 0;
  let prunedAt = Number.NEGATIVE_INFINITY;

  async function takeIfDue(): Promise<void> {
    if (now() < notBefore) return;
    if (!(await backups.isDue(everyMinutes))) return;
    const taking = backups.take({ kind: "increment", actor });
    let step = await taking.next();
    while (step.done !== true && !stopping) step = await taking.next();
    if (step.done !== true) {
      // Ends its transaction; what is returned nobody reads.
      await taking.return(undefined as never);
      return;
    }
    const { backup, kind, rows, bytes } = step.value;
    log.info(`backup ${backup} (${kind}) was taken: ${rows} rows, ${bytes} bytes`);
    if (kind === "full") await drill?.();
    // A full one may have been taken because keys were destroyed: then archives that still hold them go at once.
    if (kind === "increment" && now() - prunedAt < day) return;
    const gone = await backups.prune(actor);
    prunedAt = now();
    if (gone.data.length + gone.keys.length > 0)
      log.info(`${gone.data.length} old backups and ${gone.keys.length} archives of keys were removed`);
  }

  function look(): Promise<void> {
    if (stopping) return Promise.resolve();
    running ??= takeIfDue()
      .catch((error: unknown) => {
        // Another server is at it.
        if (error instanceof BackupError && error.code === "backup/under-way") return;
        notBefore = now() + pauseMilliseconds;
        onFailure(error);
      })
      .finally(() => (running = undefined));
    return running;
  }

  const timer = setInterval(() => void look(), minute);
  return {
    look,
    async stop() {
      stopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
