import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aDirectory } from "../../../test/support/directory.ts";
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

test("with a checkpoint that was kept a restore says that nothing is lost, or how much", async () => {
  const file = join(aDirectory(), "checkpoint");
  const root = Buffer.alloc(32, 1).toString("base64");
  writeFileSync(
    file,
    `wardbook.test/hill\n12\n${root}\n\n\u2014 wardbook.test/hill ${Buffer.alloc(68).toString("base64")}\n`,
  );
  const ledger = { state: "sound", checked: 2, total: 2 };
  const told = async (compared: object | undefined, flags: Record<string, string> = { last: file }) => {
    const restore = async function* (_: unknown, kept: { readonly size: number } | undefined) {
      yield { doing: "checking", done: 1, total: 1 };
      expect(kept?.size).toBe(12);
      const organisations = [{ name: "Hill", resources: 3, ledger, compared }];
      return {
        backup,
        at,
        manifest: "ab",
        rows: 5,
        keysOf: backup,
        surplus: [],
        doubts: [],
        destroyedSince: 0,
        organisations,
      };
    };
    const { out, code } = await run(restoreCommand, {}, flags, { restore });
    return `${out}exit code ${code}`;
  };
  expect(await told({ kind: "goes-on", size: 14 })).toContain(
    "Hill: nothing is lost of the 12 entries that were kept.",
  );
  expect(await told({ kind: "shorter", size: 9 })).toContain(
    "Hill: 3 entries are lost: the last of the 12 that were kept, written from 2026-03-07 09:00:00 UTC on.",
  );
  // Whoever starts the server only if all went well doesn't start it with what somebody made up.
  expect(await told({ kind: "differs", size: 14 })).toMatch(/Hill: ANOTHER PAST[^]*exit code 1$/);
  expect(await told(undefined)).toContain("The checkpoint is no ledger's here");
  await expect(told(undefined, { last: `${file}.gone` })).rejects.toThrow("can be read");
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
    doubts: [],
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
  expect(well.out).toContain("What was written from 2026-03-07 09:00:00 UTC on is lost, unless");
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
