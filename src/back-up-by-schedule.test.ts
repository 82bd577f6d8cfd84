import { expect, test } from "vitest";
import { BackupError, type Backups } from "./assurance/backup/index.ts";
import { backUpBySchedule } from "./back-up-by-schedule.ts";

const minute = 60_000;

test("a backup is taken when the newest is too old, old ones go once a day, and a failure is tried again later", async () => {
  let time = 1_000 * minute;
  let fault: Error | undefined;
  const did: string[] = [];
  const failures: unknown[] = [];
  let takenAt = 0;
  const backups = {
    isDue: async (minutes: number) => time - takenAt >= minutes * minute,
    async *take() {
      if (fault !== undefined) throw fault;
      yield { side: "data", done: 1 };
      const kind = takenAt === 0 ? "full" : "increment";
      takenAt = time;
      did.push(`taken at ${time / minute}`);
      return { backup: "b", kind, rows: 1, bytes: 1 };
    },
    async prune() {
      did.push(`pruned at ${time / minute}`);
      return { data: [], keys: [], unfinished: [] };
    },
  } as unknown as Backups;
  const log = { info: () => undefined };
  const schedule = backUpBySchedule(backups, {
    everyMinutes: 60,
    now: () => time,
    log,
    drill: async () => void did.push("drilled"),
    onFailure: (error) => failures.push(error),
  });
  const lookIn = async (minutes: number) => {
    time += minutes * minute;
    await schedule.look();
  };
  await Promise.all([lookIn(0), lookIn(0)]);
  await lookIn(59);
  await lookIn(1);
  expect(did).toEqual(["taken at 1000", "drilled", "pruned at 1000", "taken at 1060"]);
  fault = new Error("the disk is gone");
  await lookIn(60);
  await lookIn(9);
  expect(failures).toEqual([fault]);
  fault = new BackupError("backup/under-way", "another server");
  await lookIn(1);
  expect(failures).toHaveLength(1);
  fault = undefined;
  await lookIn(1_440);
  expect(did.slice(4)).toEqual(["taken at 2570", "pruned at 2570"]);
  await schedule.stop();
  await lookIn(1_440);
  expect(did).toHaveLength(6);
});
