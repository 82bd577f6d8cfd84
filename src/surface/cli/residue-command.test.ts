import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aDirectory } from "../../../test/support/directory.ts";
import type { ResidueReport } from "../../assurance/residue/index.ts";
import type { CliHouse, CliPorts } from "./ports.ts";
import { runCli } from "./run-cli.ts";
import { aTerminal } from "./testing/a-terminal.ts";

const patient = "0190f6c2-0000-7000-8000-000000000001";
const word = "Quarzental";
const clean: ResidueReport = {
  findings: [{ place: "rows of rights_request", what: "word", as: "opened", count: 2, ground: "proof of an answer" }],
  unknown: [],
  notScanned: [],
  keys: 0,
  files: 700,
  bytes: 49e6,
  rows: 64,
  opened: 6,
  closed: 1,
};

async function scan(live: ResidueReport, restored?: ResidueReport, words = `${word}\n`, more: string[] = []) {
  const file = join(aDirectory(), "words");
  await writeFile(file, words);
  const { terminal, out, error } = aTerminal();
  const told: string[] = [];
  const house = {
    identity: {
      organisations: { all: async () => [{ tenant: 1 }], named: async () => ({ tenant: 1, name: "Rowan" }) },
    },
    ledger: { witness: async (_: number, entries: object[]) => void told.push(JSON.stringify(entries)) },
    // oxlint-disable-next-line require-yield
    scanResidue: async function* () {
      return { live, restored };
    },
  };
  const ports = {
    now: () => 0,
    user: "ops",
    stop: new AbortController().signal,
    withHouse: (work: (opened: CliHouse) => Promise<number>) => work(house as unknown as CliHouse),
  } as unknown as CliPorts;
  const code = await runCli(["residue", "scan", "--patient", patient, "--words", file, ...more], {
    terminal,
    open: () => ports,
    describeFailure: String,
  });
  return { code, said: out() + error(), told: told.join("") };
}

test("a scan that finds nothing without a ground ends well, and tells the ledger, never which words", async () => {
  const { code, said, told } = await scan(clean);
  expect([code, said]).toEqual([0, expect.stringContaining("kept  rows of rights_request")]);
  expect(told).toContain("residue-scanned");
  expect(said + told).not.toContain(word);
});

test.each<[string, Partial<ResidueReport>]>([
  [
    "log of the database",
    { findings: [{ place: "log of the database", what: "key", as: "compressed", count: 6, ground: undefined }] },
  ],
  ["newcomer", { unknown: ["newcomer/file"] }],
  ["nothing was erased", { keys: 1 }],
])("what is left without a ground (%s) is a failure, in a restored backup too", async (words, left) => {
  const found = { ...clean, ...left };
  for (const [live, restored] of [[found], [clean, found]] as const) {
    const { code, said } = await scan(live, restored);
    expect([code, said]).toEqual([1, expect.stringContaining(words)]);
    expect(said).toContain("SOMETHING IS LEFT");
  }
});

test("what couldn't be seen is said, and without words nothing is scanned", async () => {
  const { code, said } = await scan({ ...clean, notScanned: ["files of the database: not here"] });
  expect([code, said]).toEqual([0, expect.stringContaining("not seen  files of the database")]);
  expect(await scan(clean, undefined, "\n")).toMatchObject({ code: 1, told: "" });
  const mistyped = await scan(clean, undefined, `${word}\n`, ["--also", join(aDirectory(), "exprots")]);
  expect(mistyped).toMatchObject({ code: 2, said: expect.stringContaining("isn't a folder"), told: "" });
});
