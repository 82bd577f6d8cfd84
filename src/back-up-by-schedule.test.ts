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

test("in between what is new is backed up before it is as old as it may be, and a place that is full is made room in", async () => {
  const second = 1_000;
  let time = 0;
  let room = 9;
  const did: string[] = [];
  const backups = {
    isDue: async () => time % (600 * second) === 0,
    isTailDue: async (seconds: number) => did.push(`due after ${seconds}`) > 0,
    async *take({ kind }: { kind: string }) {
      if (room === 0) throw new BackupError("backup/store-full", "full");
      room -= 1;
      yield { side: "data", done: 1 };
      did.push(kind);
      return { backup: "b", kind, rows: 1, bytes: 1 };
    },
    async prune(_actor: object, what = "all") {
      did.push(`pruned ${what}`);
      const data = what === "all" && time > 0 ? ["old"] : [];
      room += data.length;
      return { data, keys: [], unfinished: [] };
    },
  } as unknown as Backups;
  const schedule = backUpBySchedule(backups, {
    everyMinutes: 10,
    tailSeconds: 60,
    now: () => time,
    log: { info: () => undefined },
    onFailure: (error) => did.push(String(error)),
  });
  const lookIn = async (seconds: number) => {
    time += seconds * second;
    await schedule.look();
  };
  await lookIn(0);
  await lookIn(60);
  await lookIn(540);
  expect(did).toEqual(["increment", "pruned all", "due after 42", "tail", "increment", "pruned tails"]);
  room = 0;
  await lookIn(60);
  expect(did.slice(6)).toEqual(["due after 42", "pruned all", "tail"]);
  await schedule.stop();
});
