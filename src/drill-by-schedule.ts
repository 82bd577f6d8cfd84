import type { House } from "./house.ts";
import { type DrillOptions, drillRestore } from "./drill-restore.ts";

const actor = { kind: "system", id: "backup-schedule", name: "backup schedule" } as const;

/** Drills the newest backup, and raises an alarm in the log when anything is wrong with it. Never throws. */
export async function drillBySchedule(
  house: House,
  options: Omit<DrillOptions, "actor" | "backup" | "log"> & {
    readonly log: {
      info(message: string): void;
      warn(message: string): void;
      error(about: object, message: string): void;
    };
  },
): Promise<void> {
  const alarm = "BACKUP ALARM: the newest backup was restored to see whether that works, and it doesn't";
  const log = {
    info: (message: string) => options.log.info(message),
    warn: (message: string) => options.log.warn(message),
    error: (err: unknown, message: string) => options.log.error({ err }, message),
  };
  try {
    const drilling = drillRestore(house, { ...options, log, backup: undefined, actor });
    let step = await drilling.next();
    while (step.done !== true) step = await drilling.next();
    for (const { passed, findings, path } of step.value) {
      const told = `the restore drill of ${findings.backup} for ${findings.organisation}: ${path}`;
      if (passed) options.log.info(`passed: ${told}`);
      else options.log.error({ err: new Error(told) }, alarm);
    }
  } catch (err) {
    options.log.error({ err }, alarm);
  }
}
