import { BackupError, type BackupTaken, type Backups } from "./assurance/backup/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";

export interface ScheduleOfBackups {
  readonly everyMinutes: number;
  /** How much may be lost at most, where what is new is backed up in between. */
  readonly tailSeconds?: number | undefined;
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

const second = 1_000;
const minute = 60_000;
const day = 86_400_000;
/** Of the seconds that may be lost: then the next tail begins. The rest is for it to be found due, and to be taken. */
const untilTail = 0.7;
/** Milliseconds for each of these seconds: ten looks while they go by. */
const looksPerTail = second / 10;
/** After a failure. */
const pauseMilliseconds = 10 * minute;
const pauseBetweenTails = minute;
const actor = { kind: "system", id: "backup-schedule", name: "backup schedule" } as const;

/** Takes backups by the clock, also of several servers on one database: whoever finds the newest too old takes the next. Once a day
 *  the old ones go. */
export function backUpBySchedule(
  backups: Backups,
  { everyMinutes, tailSeconds, now, log, onFailure, drill }: ScheduleOfBackups,
): BackupsBySchedule {
  let stopping = false;
  let running: Promise<void> | undefined;
  let notBefore = 0;
  let prunedAt = Number.NEGATIVE_INFINITY;

  /** @returns undefined where it was broken off */
  async function take(kind: "increment" | "tail"): Promise<BackupTaken | undefined> {
    const taking = backups.take({ kind, actor });
    let step = await taking.next();
    while (step.done !== true && !stopping) step = await taking.next();
    if (step.done === true) return step.value;
    // Ends its transaction; what is returned nobody reads.
    await taking.return(undefined as never);
    return undefined;
  }

  /** A place that is full would stay so if what is old went only after a backup. */
  async function takeOrMakeRoom(kind: "increment" | "tail"): Promise<BackupTaken | undefined> {
    try {
      return await take(kind);
    } catch (error) {
      if (!(error instanceof BackupError) || error.code !== "backup/store-full") throw error;
      if (!(await prune())) throw error;
      return await take(kind);
    }
  }

  /** @returns whether anything went */
  async function prune(): Promise<boolean> {
    const gone = await backups.prune(actor);
    prunedAt = now();
    if (gone.data.length + gone.keys.length > 0)
      log.info(`${gone.data.length} old backups and ${gone.keys.length} archives of keys were removed`);
    return gone.data.length + gone.keys.length + gone.unfinished.length > 0;
  }

  async function takeIfDue(): Promise<void> {
    if (now() < notBefore) return;
    const isDue = await backups.isDue(everyMinutes);
    // What is asked for is how old a finished one is at most: it is taken somewhat before that.
    if (!isDue && !(tailSeconds !== undefined && (await backups.isTailDue(tailSeconds * untilTail)))) return;
    const taken = await takeOrMakeRoom(isDue ? "increment" : "tail");
    if (taken === undefined || taken.kind === "tail") return;
    const { backup, kind, rows, bytes } = taken;
    log.info(`backup ${backup} (${kind}) was taken: ${rows} rows, ${bytes} bytes`);
    if (kind === "full") await drill?.();
    // A full one may have been taken because keys were destroyed: then archives that still hold them go at once.
    if (kind === "full" || now() - prunedAt >= day) await prune();
    else if (tailSeconds !== undefined) await backups.prune(actor, "tails");
  }

  function look(): Promise<void> {
    if (stopping) return Promise.resolve();
    running ??= takeIfDue()
      .catch((error: unknown) => {
        // Another server is at it.
        if (error instanceof BackupError && error.code === "backup/under-way") return;
        notBefore = now() + (tailSeconds === undefined ? pauseMilliseconds : pauseBetweenTails);
        onFailure(error);
      })
      .finally(() => (running = undefined));
    return running;
  }

  const timer = setInterval(() => void look(), Math.min(minute, (tailSeconds ?? 60) * looksPerTail));
  return {
    look,
    async stop() {
      stopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
