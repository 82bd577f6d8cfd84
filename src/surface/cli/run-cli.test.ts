import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CodedError, parseTenantId } from "../../foundation/kernel/index.ts";
import { ConfigError } from "../../foundation/platform/config/index.ts";
import type { Settings } from "../../custody/identity/index.ts";
import type { Comparison, KeptCheckpoint, Verification } from "../../custody/ledger/index.ts";
import { commands } from "./commands/all.ts";
import type { CliHouse, CliPorts } from "./ports.ts";
import { cliPage } from "./reference-page.ts";
import { runCli } from "./run-cli.ts";
import { aTerminal } from "./testing/a-terminal.ts";

const organisation = {
  tenant: parseTenantId(1),
  name: "Riverside Clinic",
  shortName: "riverside",
  demonstration: false,
};

const organisations = {
  all: async () => [organisation],
  named: async (name?: string) => (name === undefined || name === "riverside" ? organisation : undefined),
};

interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
  readonly settings: readonly string[] | undefined;
}

async function run(argv: readonly string[], house: object = {}, failure?: Error): Promise<Run> {
  const { terminal, out, error } = aTerminal();
  let settings: readonly string[] | undefined;
  const ports: CliPorts = {
    now: () => 0,
    user: "ops",
    dataDirectory: "/nowhere",
    origin: "http://127.0.0.1:1",
    // What is run here asks the house for no more than this.
    withHouse: (work) =>
      failure === undefined
        ? work({ identity: { organisations }, ledger: { witness: async () => [] }, ...house } as unknown as CliHouse)
        : Promise.reject(failure),
    restore: () => {
      throw new Error("nothing is restored here");
    },
    serve: async ({ demonstration, throwaway }) => (demonstration && throwaway ? 7 : 8),
    stop: new AbortController().signal,
    fetch: () => Promise.reject(new Error("nothing there")),
    freeBytes: async () => 1e12,
    readLine: async () => "",
    lines: () => ({ next: async () => ({ done: true, value: undefined }) }),
  };
  const open = (flags: readonly string[]) => {
    settings = flags;
    if (flags.includes("--port=x")) throw new ConfigError("config/bad-value", "WARDBOOK_PORT must be a whole number");
    return ports;
  };
  const code = await runCli(argv, { terminal, open, describeFailure: (reason) => `failed: ${String(reason)}` });
  return { code, out: out(), error: error(), settings };
}

test("help names every command, and every command has help of its own", async () => {
  for (const flag of ["--help", "-h"]) {
    const { code, out } = await run([flag]);
    expect(code).toBe(0);
    for (const { name } of commands) expect(out).toContain(`  ${name} `);
  }
  for (const { name, usage } of commands) {
    const { code, out } = await run([...name.split(" "), "--help"]);
    expect([code, out.includes(`wardbook ${name}${usage === "" ? "" : ` ${usage}`}`)]).toEqual([0, true]);
  }
});

test.for([
  [[], "say what to do"],
  [["nonsense"], 'no command "nonsense"'],
  [["client"], 'no command "client"'],
  [["import"], "name the files"],
  [["ledger", "compare"], "name one file"],
  [["ledger", "compare", "/no/such/file"], "no file /no/such/file"],
  [["import", "/no/such/file"], "there is no file /no/such/file"],
  [["import", "."], "is a folder"],
  [["deidentify"], "say which: --profile"],
  [["import", "x", "--scope", "y"], "no flag --scope of"],
  [["health", "--bogus"], "no flag --bogus"],
  [["health", "extra"], 'nothing takes "extra"'],
  [["health", "--port=x"], "WARDBOOK_PORT must be"],
  [["client", "add", "Feed"], "--scope"],
  [["client", "add", "Feed", "--scope"], "--scope needs a value"],
  [["person", "add", "amara", "--given", "Amara", "--family", "Osei"], "--role is missing"],
  [["person", "add", "amara", "--given", "Amara", "--family", "Osei", "--role", "king"], "role: "],
  [["client", "change", "1.x", "--fhir-requests", "5"], "requestBudgets.fhir: must be a whole number of requests a"],
  [["client", "change", "1.x", "--fhir-requests", "many"], "from 60 to 1800000"],
  [["organisation", "create"], "organisation's name"],
  [["organisation", "create", "Riverside", "--short-name", "Not Short"], "--short-name takes"],
] as const)("%j is a wrong command line: %s", async ([argv, words]) => {
  const { code, error, out } = await run(argv);
  expect([code, out]).toEqual([2, ""]);
  expect(error).toContain(words);
  expect(error).toContain("--help");
});

test("settings go to the configuration, wherever they stand", async () => {
  const { settings, code } = await run(["--data", "/x", "demo", "--port=81"]);
  expect([settings, code]).toEqual([["--data=/x", "--port=81"], 7]);
});

test("a failure says what went wrong, and what to do where that is known", async () => {
  const { code, error } = await run(["person", "list"], {}, new CodedError("database/unreachable", "gone"));
  expect(code).toBe(1);
  expect(error).toContain("run the command again");
});

test("an unknown organisation is named with those that there are", async () => {
  const { code, error } = await run(["person", "list", "--organisation", "hillside"]);
  expect(code).toBe(1);
  expect(error).toContain("riverside");
});

test("an organisation's budgets are shown, changed one by one, and set back to the usual", async () => {
  let stored: unknown;
  const said: string[] = [];
  const settings: Settings = {
    get: async (_tenant, kind) => kind.parse(stored),
    change: async (_actor, _tenant, kind, make) => {
      const { value, detail } = make(kind.parse(stored));
      stored = kind.parse(value);
      said.push(detail);
      return value;
    },
  };
  const identity = { organisations, settings };
  const requests = (...flags: string[]) => run(["organisation", "requests", ...flags], { identity });
  expect((await requests()).out).toMatch(/^fhir +1800000 +1800000 +6000 +3600000$/m);
  expect((await requests("--fhir-requests", "7000")).out).toMatch(/^fhir +7000 +1800000 /m);
  expect(await requests("--fhir-requests", "5999")).toMatchObject({ code: 2, out: "" });
  expect((await requests("--file-requests", "60", "--fhir-requests", "usual")).out).toMatch(/^transfer +60 +1200 /m);
  expect(stored).toEqual({ transfer: 60 });
  expect(said).toEqual(["fhir usual to 7000", "fhir 7000 to usual, transfer usual to 60"]);
});

async function verified(last: Verification): Promise<Run> {
  return run(["ledger", "verify"], {
    async *verify() {
      yield { state: "running", checked: 5, total: 10 };
      yield last;
    },
  });
}

test("a broken ledger is named with its first bad entry, and the exit code tells", async () => {
  const sound = await verified({ state: "sound", checked: 10, total: 10, waiting: 0, anchored: true, pruned: 0 });
  expect([sound.code, sound.out]).toEqual([0, "Riverside Clinic: sound. 10 entries checked.\n"]);
  const finding = {
    code: "ledger/entry-altered",
    index: 7,
    entryId: "1700.2",
    message: "entry 7 is not what was written",
  } as const;
  const broken = await verified({ state: "broken", checked: 5, total: 10, finding });
  expect(broken.code).toBe(1);
  for (const words of [
    "BROKEN",
    "entry 7 is not what was written",
    "index 7",
    "entry id 1700.2",
    "ledger/entry-altered",
  ])
    expect(broken.out).toContain(words);
});

test("a check that ends too early counts as failed", async () => {
  expect((await verified({ state: "running", checked: 10, total: 10 })).code).toBe(1);
});

test("a kept checkpoint is compared with the ledger that it names, and only one that goes on from it is well", async () => {
  const directory = mkdtempSync(join(tmpdir(), "wardbook-kept-"));
  try {
    const file = join(directory, "kept.txt");
    const witnessed: unknown[] = [];
    const compared = async (text: string, comparison: Comparison | undefined) => {
      writeFileSync(file, text);
      return run(["ledger", "compare", file], {
        ledger: { witness: async (_: unknown, [one]: readonly unknown[]) => witnessed.push(one) },
        compare: async (_: unknown, { signed }: KeptCheckpoint) =>
          signed?.origin === "wardbook/1" ? comparison : undefined,
      });
    };
    const note = `wardbook/1\n12\n${"A".repeat(43)}=\n\n— wardbook/1 AAAAAAAA\n`;
    const well = await compared(`Dear board,\r\n\r\n${note.replaceAll("\n", "\r\n")}`, { kind: "goes-on", size: 15 });
    expect([well.code, well.error]).toEqual([0, ""]);
    expect(well.out).toMatch(/^kept +wardbook\/1: 12 entries\nfingerprint +([0-9a-f]{4} ?){8}\nRiverside Clinic: /);
    for (const kind of ["not-signed", "shorter", "differs", "not-as-signed"] as const)
      expect((await compared(note, { kind, size: 9 })).code).toBe(1);
    expect(witnessed).toHaveLength(5);
    expect((await compared(note.replaceAll("wardbook/1", "wardbook/2"), { kind: "goes-on", size: 15 })).code).toBe(1);
    expect((await compared("Dear board, nothing this time.", undefined)).code).toBe(2);
    const typed = ["ledger", "compare", "--entries", "12", "--fingerprint"];
    const compare = async (_: unknown, { size, fingerprint }: KeptCheckpoint) =>
      ({ kind: fingerprint === "abcd ".repeat(8).trim() ? "goes-on" : "differs", size }) as const;
    expect((await run([...typed, "ABCD-".repeat(8)], { compare })).code).toBe(0);
    expect((await run([...typed, "abce".repeat(8)], { compare })).code).toBe(1);
    expect((await run([...typed, "abcd"], { compare })).code).toBe(2);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("the reference page is the one in docs", () => {
  expect(readFileSync(join(import.meta.dirname, "../../../docs/reference/cli.md"), "utf8")).toBe(cliPage());
});

test("what may go of a ledger is said before it goes, and a hold forbids it", async () => {
  const span = { minIndex: 512, entries: 256, bytes: 61_440, from: 0, until: 86_400_000, newestBatch: 1 };
  const changed: unknown[] = [];
  const holds = [{ number: 1, at: 0, by: "ops", why: "a claim" }];
  const house = (held: boolean) => ({
    identity: {
      organisations,
      settings: {
        change: async (...[, , , make]: Parameters<Settings["change"]>) => {
          const { value, detail } = make({ years: 7, holds: held ? holds : [] });
          changed.push([value, detail]);
        },
      },
    },
    pruningPlan: async () => ({
      years: 7,
      holds: held ? holds : [],
      pruned: 256,
      span,
      last: undefined,
      untimely: undefined,
    }),
    pruningStanding: async () => ({ last: { isUnderWay: held } }),
    withdrawPruning: async (...[, , why]: Parameters<CliHouse["withdrawPruning"]>) => changed.push(why),
    async *prune() {
      yield { state: "going", done: 512, total: 512 };
      yield held ? { state: "held", holds } : { state: "done", span };
    },
  });
  const dry = await run(["ledger", "prune", "--dry-run"], house(false));
  expect([dry.code, dry.out]).toEqual([
    0,
    "Riverside Clinic: 256 entries would go, written from 1970-01-01 to 1970-01-02, 61,440 bytes. None before 512 would be kept. Nothing was changed.\n",
  ]);
  expect((await run(["ledger", "prune"], house(false))).out).toContain("256 entries pruned");
  for (const argv of [["--dry-run"], []]) {
    const held = await run(["ledger", "prune", ...argv], house(true));
    expect([held.code, held.out]).toEqual([
      1,
      expect.stringContaining("nothing goes while there is a hold: 1, a claim"),
    ]);
  }
  expect((await run(["ledger", "hold", "--why", "another claim"], house(true))).code).toBe(0);
  expect((await run(["ledger", "prune", "--withdraw", "asked by the board"], house(true))).out).toContain("withdrawn.");
  expect((await run(["ledger", "prune", "--withdraw", "asked by the board"], house(false))).out).toContain(
    "nothing is",
  );
  expect((await run(["ledger", "hold", "--lift", "1"], house(true))).code).toBe(0);
  expect((await run(["ledger", "retention", "--years", "10"], house(false))).out).toContain("retention     7 years");
  expect(changed).toMatchObject([
    [{ holds: [{ number: 1 }, { number: 2, why: "another claim" }] }, "hold placed: another claim"],
    "a hold was placed: another claim",
    "asked by the board",
    [{ holds: [] }, "hold 1 lifted"],
    [{ years: 10 }, "entries are kept for 7 years, now for 10"],
  ]);
  for (const argv of [
    ["prune", "--dry-run=yes"],
    ["retention", "--years", "5"],
    ["hold", "--lift", "9"],
    ["hold", "--why", "x"],
    ["prune", "--withdraw", "x"],
    ["prune", "--withdraw", "asked by the board", "--dry-run"],
  ])
    expect((await run(["ledger", ...argv], house(true))).code).toBe(2);
});
