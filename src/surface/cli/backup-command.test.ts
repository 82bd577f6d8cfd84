import { expect, test } from "vitest";
import { backupCommand, restoreCommand } from "./commands/backup.ts";
import type { CliHouse, CliPorts } from "./ports.ts";
import { aTerminal } from "./testing/a-terminal.ts";

const at = Date.UTC(2026, 2, 7, 9);
const backup = "20260307T090000000Z";

async function run(
  command: typeof backupCommand,
  house: object,
  flags: Record<string, string> = {},
  ports: object = {},
) {
  const { terminal, out, error } = aTerminal();
  const given = {
    now: () => at,
    user: "ops",
    stop: new AbortController().signal,
    withHouse: (work: (opened: CliHouse) => Promise<number>) => work(house as CliHouse),
    ...ports,
  } as unknown as CliPorts;
  const code = await command.run({ ports: given, terminal, words: [], flags });
  return { code, out: out(), error: error() };
}

test("a backup says what it holds and why it is a full one, and old ones go", async () => {
  const wanted: unknown[] = [];
  const backups = () => ({
    async *take(one: unknown) {
      wanted.push(one);
      yield { side: "data", done: 5 };
      return {
        backup,
        kind: "full",
        fullBecause: "there is none yet",
        at,
        rows: 5,
        bytes: 2_000_000,
        keyBytes: 10_000,
        manifest: "ab",
      };
    },
    prune: async () => ({ data: ["a", "b"], keys: ["a"], unfinished: [] }),
  });
  const { code, out } = await run(backupCommand, { backups }, { full: "yes" });
  expect(wanted).toMatchObject([{ kind: "full", actor: { kind: "system", id: "command-line/ops" } }]);
  expect([code, out.split("\n")]).toEqual([
    0,
    [
      `backup    ${backup}, full (there is none yet)`,
      "holds     everything committed before 2026-03-07 09:00:00 UTC",
      "size      5 rows, 2.00 MB; keys 0.01 MB",
      "manifest  ab",
      "took      0 s",
      "removed   2 old backups, 1 archives of keys",
      "",
    ],
  ]);
});

test("a restore says from which second on work is lost; a drill that finds anything fails", async () => {
  const ledger = {
    state: "broken",
    checked: 1,
    total: 2,
    finding: { code: "ledger/entry-altered", message: "altered" },
  };
  const restored = {
    backup,
    at,
    manifest: "ab",
    onRecord: { at, manifest: "ab" },
    rows: 5,
    keysOf: backup,
    surplus: [],
    destroyedSince: 1,
  };
  const restore = (broken: boolean) =>
    async function* () {
      yield { doing: "checking", done: 1, total: 1 };
      const sound = { state: "sound", checked: 2, total: 2 };
      return { ...restored, organisations: [{ name: "Hill", resources: 3, ledger: broken ? ledger : sound }] };
    };
  const well = await run(restoreCommand, {}, {}, { restore: restore(false) });
  expect(well.code).toBe(0);
  expect(well.out).toContain("Everything that was committed before 2026-03-07 09:00:00 UTC is back.");
  expect(well.out).toContain("Hill: 3 resources indexed; its ledger of 2 entries is sound");
  const ill = await run(restoreCommand, {}, {}, { restore: restore(true) });
  expect([ill.code, ill.out.includes("ITS LEDGER IS BROKEN: altered")]).toEqual([1, true]);

  const drill = (passed: boolean) => ({
    async *drillRestore() {
      yield { doing: "indexing", done: 1, total: 1 };
      return [{ passed, certificate: "wardbook restore drill\n", path: "drills/1.txt" }];
    },
  });
  expect((await run(restoreCommand, drill(true), { drill: "yes" })).code).toBe(0);
  const failed = await run(restoreCommand, drill(false), { drill: "yes" });
  expect([failed.code, failed.error]).toEqual([1, expect.stringContaining("THE RESTORE DRILL FAILED")]);
});
