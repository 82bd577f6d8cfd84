import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { formatSignedRecord } from "../../custody/signatures/index.ts";
import { aSignedDecision, aSignedRecord } from "../../custody/signatures/testing/a-signed-record.ts";
import type { CliPorts } from "./ports.ts";
import { runCli } from "./run-cli.ts";
import { aTerminal } from "./testing/a-terminal.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "wardbook-signature-"));
});
afterAll(() => rm(directory, { recursive: true }));

/** No installation, no server, no network: whoever asks for one fails the test. */
const offline = new Proxy({} as CliPorts, {
  get(_, name) {
    throw new Error(`the command asked for ${String(name)}`);
  },
});

async function verify(...words: string[]) {
  const { terminal, out, error } = aTerminal({ mayColour: false });
  const environment = {
    terminal,
    open: () => offline,
    describeFailure: (reason: unknown) => `failed: ${String(reason)}`,
  };
  const code = await runCli(["signature", "verify", ...words], environment);
  return { code, out: out(), error: error() };
}

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

test("a signed record is checked offline, and says by whom, when and meaning what it was signed", async () => {
  const file = await aSignedRecord();
  const { code, out, error } = await verify(await fileOf("holds.json", formatSignedRecord(file)));
  expect(code).toBe(0);
  for (const said of ["HOLDS", "Dr Amara Osei", "2026-03-07T09:01:00.000Z", "authorship (Author's Signature)"])
    expect(out).toContain(said);
  expect(error).toContain("The keys came from the file itself");
});

test("a changed byte, and a record with no signature, are refused with an exit code", async () => {
  const file = await aSignedRecord();
  const changed = formatSignedRecord(file).replace("71.50", "17.50");
  expect(await verify(await fileOf("changed.json", changed))).toMatchObject({
    code: 1,
    out: expect.stringContaining("not-as-signed"),
  });
  const bare = formatSignedRecord({ ...file, signatures: [] });
  expect(await verify(await fileOf("bare.json", bare))).toMatchObject({
    code: 1,
    out: expect.stringContaining("No signature"),
  });
});

test("one signature that doesn't hold among others is enough to refuse", async () => {
  const file = await aSignedRecord();
  const [first] = file.signatures;
  const broken = { ...first, recorded: "2026-03-07T10:00:00.000Z" } as FhirResource;
  const text = formatSignedRecord({ ...file, signatures: [...file.signatures, broken] });
  const { code, out } = await verify(await fileOf("one-broken.json", text));
  expect(code).toBe(1);
  expect(out).toMatch(/HOLDS[^]*BROKEN/);
});

test("keys that were got elsewhere decide: a file that brings its own is refused under them", async () => {
  const [file, forged] = [await aSignedRecord(), await aSignedRecord()];
  const keys = await fileOf("keys.json", JSON.stringify(file.history));
  expect(await verify(await fileOf("true.json", formatSignedRecord(file)), "--keys", keys)).toMatchObject({
    code: 0,
    error: "",
  });
  expect(await verify(await fileOf("forged.json", formatSignedRecord(forged)), "--keys", keys)).toMatchObject({
    code: 1,
    out: expect.stringContaining("unknown-key"),
  });
});

test("what is no signed record, or isn't there, is told as such", async () => {
  expect((await verify(join(directory, "absent.json"))).error).toContain("can't be read");
  expect((await verify(await fileOf("else.json", "{}"))).error).toContain("no file with a signed record");
  expect(await verify()).toMatchObject({ code: 2, error: expect.stringContaining("name one file") });
});

test("a signed decision of each kind is checked with the public keys alone, and one that was moved or changed is refused", async () => {
  const kinds = ["role-grant", "break-glass-review", "vendor-access", "recovery-approval"] as const;
  for (const kind of kinds) {
    const file = await aSignedDecision(kind);
    const text = formatSignedRecord(file);
    const keys = await fileOf(`${kind}-keys.json`, JSON.stringify(file.history));
    const held = await verify(await fileOf(`${kind}.json`, text), "--keys", keys);
    expect(held).toMatchObject({ code: 0, error: "", out: expect.stringContaining("HOLDS") });
    for (const [name, from, to] of [
      ["changed", "As agreed.", "As agreed!"],
      ["moved", "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0007", "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0008"],
    ] as const)
      expect(
        await verify(await fileOf(`${kind}-${name}.json`, text.replaceAll(from, to)), "--keys", keys),
      ).toMatchObject({
        code: 1,
        out: expect.stringContaining("not-as-signed"),
      });
  }
});
