import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateSigningKey, importMlDsaSigningKey } from "../foundation/crypto/index.ts";
import { inclusionProof, leafHash, rootOf } from "../custody/ledger/merkle/index.ts";
import { appendTiles, encodeBundle, formatBundlePath, openTileDirectory } from "../custody/ledger/tiles/index.ts";
import {
  cosignNote,
  formatCheckpoint,
  formatProofBundle,
  formatVerifierKey,
  mlDsaCosigner,
  noteSigner,
  signNote,
} from "../custody/ledger/verify/index.ts";
import { runVerifier } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "wardbook-verifier-"));
afterAll(() => rmSync(root, { recursive: true }));

const log = noteSigner("wardbook/0123456789abcdef", generateSigningKey());
const second = mlDsaCosigner(log.verifier.name, importMlDsaSigningKey(Buffer.alloc(32, 7)));
const [w1, w2] = ["w1.example", "w2.example"].map((name) => noteSigner(name, generateSigningKey(), "cosignature"));
if (!w1 || !w2) throw new Error("unreachable");
const entries = Array.from({ length: 1_000 }, (_, n) => {
  const place = Buffer.alloc(24);
  place.writeBigInt64BE(1_772_874_000_000_000n + BigInt(n), 4);
  return Buffer.concat([place, Buffer.from(`sealed ${n}`)]);
});
const leaves = entries.map((entry) => leafHash(entry));
const noteOf = (size: number, signer = log, of = leaves) =>
  signNote(formatCheckpoint({ origin: log.verifier.name, size, rootHash: rootOf(of.slice(0, size)) }), signer);
const full = cosignNote(cosignNote(noteOf(1_000), second, 1_800_000_000), w1, 1_800_000_001);
const proofOf = (index: number, checkpoint = full) =>
  formatProofBundle({ index, proof: inclusionProof(leaves, index), checkpoint, extra: entries[index] });
const key = formatVerifierKey(log.verifier);

let counted = 0;
function file(text: string | Buffer): string {
  const path = join(root, `file-${(counted += 1)}`);
  writeFileSync(path, text);
  return path;
}

function run(...argv: string[]) {
  const said: string[] = [];
  return { code: runVerifier(argv, (line) => said.push(line)), said: said.join("\n") };
}

const policy = (quorum: string) =>
  file(
    [
      `log ${key}`,
      `witness pq ${formatVerifierKey(second.verifier)}`,
      `witness w1 ${formatVerifierKey(w1.verifier)}`,
      `witness w2 ${formatVerifierKey(w2.verifier)}`,
      quorum,
    ].join("\n"),
  );

describe("a proof of one entry", () => {
  test("holds for every entry, and says what it is about", () => {
    for (const index of [0, 1, 2, 255, 256, 511, 767, 998, 999])
      expect(run(file(proofOf(index)), "--key", key)).toMatchObject({ code: 0 });
    const { said } = run(file(proofOf(5)), `--key=${key}`);
    expect(said).toContain("PROVEN. Entry 5 is in the ledger.");
    expect(said).toContain("1772874000000005.0, written at 2026-03-07T09:00:00.000Z");
  });

  test("fails with any one byte changed but those that say nothing", () => {
    const proof = proofOf(700, noteOf(1_000));
    const bytes = Buffer.from(proof);
    const passed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0x01;
      if (run(file(altered), "--key", key).code === 0) passed.push(at);
    }
    expect(passed).toEqual([]);
  });

  test("is believed only as far as the policy says", () => {
    const path = file(proofOf(5));
    const group = "group g";
    for (const [quorum, code] of [
      ["quorum none", 0],
      ["quorum pq", 0],
      ["quorum w1", 0],
      ["quorum w2", 1],
      [`${group} any w1 w2\nquorum g`, 0],
      [`${group} all pq w1\nquorum g`, 0],
      [`${group} 2 w1 w2\nquorum g`, 1],
      [`${group} 3 w1 w2\nquorum g`, 2],
      ["quorum nobody", 2],
      ["", 2],
    ] as const)
      expect([quorum, run(path, "--policy", policy(quorum)).code]).toEqual([quorum, code]);
    expect(run(path, "--policy", policy("quorum w1")).said).toContain("Cosigned by pq at 2027-");
  });

  test("says nothing without a key, under another one, or of another file", () => {
    const path = file(proofOf(5));
    expect(run(path).code).toBe(2);
    expect(
      run(
        path,
        "--key",
        key.replace(/\+[0-9a-f]/, (from) => (from === "+0" ? "+1" : "+0")),
      ).code,
    ).toBe(2);
    const other = formatVerifierKey(noteSigner(log.verifier.name, generateSigningKey()).verifier);
    expect(run(path, "--key", other)).toMatchObject({ code: 1, said: expect.stringContaining("NOT PROVEN") });
    expect(run(file("hello"), "--key", key).code).toBe(1);
    expect(run(join(root, "nothing"), "--key", key).code).toBe(2);
    expect(run("--key", key).code).toBe(2);
    expect(run(path, path, "--key", key).code).toBe(2);
    // A witness's key is no log's.
    expect(run(path, "--key", formatVerifierKey(w1.verifier)).code).toBe(1);
  });

  test("is checked by the one file alone, wherever it lies", () => {
    const alone = join(root, "elsewhere");
    mkdirSync(alone);
    cpSync(join(import.meta.dirname, "wardbook-verify.ts"), join(alone, "wardbook-verify.ts"));
    const argv = [join(alone, "wardbook-verify.ts"), file(proofOf(5)), "--key", key];
    expect(execFileSync(process.execPath, argv, { cwd: alone, env: {} }).toString()).toMatch(/^PROVEN\./);
    const wrong = spawnSync(process.execPath, [
      ...argv.slice(0, 1),
      file(proofOf(5).replace("index 5", "index 6")),
      "--key",
      key,
    ]);
    expect(wrong.status).toBe(1);
    const text = readFileSync(join(alone, "wardbook-verify.ts"), "utf8");
    expect([...text.matchAll(/from "([^"]+)"/g)].every(([, from = ""]) => from.startsWith("node:"))).toBe(true);
    expect(text.split("\n").length).toBeLessThan(580);
  });
});

describe("a whole ledger", () => {
  const whole = join(root, "whole");
  beforeAll(async () => {
    const directory = await openTileDirectory(whole);
    let size = 0;
    for (const next of [300, 1_000]) {
      const tree = (of: number) => ({ size: of, rootHash: rootOf(leaves.slice(0, of)) });
      await appendTiles(directory, {
        standing: tree(size),
        next: tree(next),
        leaves: async (first, end) => leaves.slice(first, end),
      });
      size = next;
    }
    for (let tile = 0; tile < 4; tile += 1) {
      const part = entries.slice(tile * 256, tile * 256 + 256);
      await directory.writeTiles([{ path: formatBundlePath({ tile, width: part.length }), bytes: encodeBundle(part) }]);
    }
    await directory.writeNote("checkpoint", full);
  });
  const copy = () => {
    const path = join(root, `copy-${(counted += 1)}`);
    cpSync(whole, path, { recursive: true });
    return path;
  };

  test("is what was signed, now and once", () => {
    const { code, said } = run(whole, "--key", key, "--since", file(noteOf(300)));
    expect(said).toContain("All 1000 entries are those that were signed.");
    expect(said).toContain("The 300 entries of the older checkpoint are still its beginning.");
    expect(code).toBe(0);
    const hashesOnly = copy();
    rmSync(join(hashesOnly, "tile", "entries"), { recursive: true });
    expect(run(hashesOnly, "--key", key)).toMatchObject({ code: 0, said: expect.stringContaining("their hashes") });
  });

  test.for([
    "tile/0/001",
    "tile/0/003.p/232",
    "tile/1/000.p/3",
    "tile/entries/002",
    "tile/entries/003.p/232",
    "checkpoint",
  ])("isn't, with a byte changed in, or without, %s", (name) => {
    const changed = copy();
    const bytes = readFileSync(join(changed, name));
    bytes[45] = (bytes[45] ?? 0) ^ 1;
    writeFileSync(join(changed, name), bytes);
    expect(run(changed, "--key", key).code).toBe(1);
    const without = copy();
    rmSync(join(without, name));
    expect(run(without, "--key", key).code).not.toBe(0);
  });

  test("isn't when it was shortened, or written anew, since a checkpoint that somebody kept", () => {
    const since = ["--since", file(noteOf(1_001, log, [...leaves, leafHash(Buffer.from("more"))]))];
    expect(run(whole, "--key", key, ...since)).toMatchObject({ code: 1, said: expect.stringContaining("was cut") });
    const other = leaves.map((leaf, n) => (n === 7 ? leafHash(Buffer.from("other")) : leaf));
    const rewritten = ["--since", file(noteOf(300, log, other))];
    expect(run(whole, "--key", key, ...rewritten).said).toContain("history was rewritten");
  });
});
