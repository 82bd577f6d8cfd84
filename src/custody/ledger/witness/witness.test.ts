import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { generateSigningKey, importMlDsaSigningKey } from "../../../foundation/crypto/index.ts";
import { consistencyProof, leafHash, rootOf } from "../merkle/index.ts";
import { formatCheckpoint, mlDsaCosigner, noteSigner, openCheckpoint, signNote } from "../verify/index.ts";
import { formatAddRequest } from "./add-request.ts";
import { type Post, askWitness } from "./ask-witness.ts";
import { type Conflict, type Witness, openWitness } from "./witness.ts";
import { witnessFiles } from "./witness-files.ts";

const log = noteSigner("hospital.example/ledger", generateSigningKey());
const ed25519 = noteSigner("witness.example/w1", generateSigningKey(), "cosignature");
const mlDsa = mlDsaCosigner("witness.example/w1", importMlDsaSigningKey(Buffer.alloc(32, 7)));
const leaves = Array.from({ length: 40 }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));
const forked = leaves.map((hash, n) => (n === 3 ? leafHash(Buffer.from("another")) : hash));
const noteOf = (size: number, of = leaves, signer = log) =>
  signNote(formatCheckpoint({ origin: signer.verifier.name, size, rootHash: rootOf(of.slice(0, size)) }), signer);
const request = (oldSize: number, size: number, of = leaves) =>
  formatAddRequest({
    oldSize,
    proof: oldSize === 0 || oldSize === size ? [] : consistencyProof(of.slice(0, size), oldSize),
    note: noteOf(size, of),
  });

let directory: string;
let witness: Witness;
let conflicts: Conflict[];
function start(): Witness {
  return openWitness({
    record: witnessFiles(directory),
    logs: [log.verifier],
    signers: [ed25519, mlDsa],
    now: () => 1_800_000_000_500,
    onConflict: (conflict) => conflicts.push(conflict),
  });
}
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "wardbook-witness-"));
  conflicts = [];
  witness = start();
});
afterEach(() => rmSync(directory, { recursive: true }));

const status = async (body: string, by = witness) => (await by.addCheckpoint(body)).status;

describe("a witness", () => {
  test("cosigns with each of its keys what goes on from what it cosigned last", async () => {
    const first = await witness.addCheckpoint(request(0, 5));
    expect(first).toMatchObject({ status: 200, type: "text/plain; charset=utf-8" });
    for (const { verifier } of [ed25519, mlDsa]) {
      const policy = { log: log.verifier, witnesses: [verifier], witnessesNeeded: 1 };
      const opened = openCheckpoint(`${noteOf(5)}${first.body}`, policy);
      expect(opened.witnessed.map(({ witnessedAtSeconds }) => witnessedAtSeconds)).toEqual([1_800_000_000]);
    }
    expect(await status(request(5, 40))).toBe(200);
    expect(await status(request(40, 40))).toBe(200);
    expect(conflicts).toEqual([]);
  });

  test("says what it knows, after a restart too, to who asks from another size", async () => {
    await witness.addCheckpoint(request(0, 5));
    for (const by of [witness, start()]) {
      for (const body of [request(0, 40), request(4, 40), request(0, 5)])
        expect(await by.addCheckpoint(body)).toEqual({ status: 409, type: "text/x.tlog.size", body: "5\n" });
    }
    expect(conflicts).toEqual([]);
  });

  test("cosigns no shorter tree, and tells", async () => {
    await witness.addCheckpoint(request(0, 30));
    expect(await witness.addCheckpoint(request(0, 20))).toEqual({
      status: 409,
      type: "text/x.tlog.size",
      body: "30\n",
    });
    expect(conflicts).toEqual([
      { origin: log.verifier.name, what: "rolled-back", knownSize: 30, offeredSize: 20, evidence: undefined },
    ]);
  });

  test("cosigns no other tree, whatever the proof, and keeps both checkpoints", async () => {
    await witness.addCheckpoint(request(0, 30));
    expect(await status(request(30, 40, forked))).toBe(422);
    expect(await status(request(30, 30, forked))).toBe(409);
    expect(await status(formatAddRequest({ oldSize: 30, proof: [], note: noteOf(40) }))).toBe(422);
    expect(conflicts.map(({ what }) => what)).toEqual(["unproven", "forked", "unproven"]);
    const evidence = readFileSync(conflicts[1]?.evidence ?? "", "utf8");
    expect(evidence).toBe(`${noteOf(30)}\n${noteOf(30, forked)}`);
    expect(readdirSync(join(directory, "evidence"))).toHaveLength(3);
    expect(await status(request(30, 40))).toBe(200);
  });

  test("cosigns one of two that come at once", async () => {
    await witness.addCheckpoint(request(0, 5));
    const both = await Promise.all([status(request(5, 40)), status(request(5, 20))]);
    expect(both.sort()).toEqual([200, 409]);
    const bothTrees = await Promise.all([status(request(40, 40, forked)), status(request(40, 40))]);
    expect(bothTrees).toEqual([409, 200]);
  });

  test("refuses strangers, unsigned checkpoints and what is none", async () => {
    const stranger = noteSigner("other.example/ledger", generateSigningKey());
    const impostor = noteSigner(log.verifier.name, generateSigningKey());
    const asked = (note: string) => formatAddRequest({ oldSize: 0, proof: [], note });
    expect(await status(asked(noteOf(5, leaves, stranger)))).toBe(404);
    expect(await status(asked(noteOf(5, leaves, impostor)))).toBe(403);
    expect(await status(asked(noteOf(5).replace("\n5\n", "\n6\n")))).toBe(403);
    expect(await status(request(0, 5).replace("old 0", "old 6"))).toBe(400);
    for (const body of [
      "",
      "old 0",
      "old 0\n\n",
      request(0, 5).replace("old 0", "old 00"),
      `old 0\nAA==\n\n${noteOf(5)}`,
    ])
      expect(await status(body)).toBe(400);
    expect(await status(formatAddRequest({ oldSize: 0, proof: [Buffer.alloc(32)], note: noteOf(5) }))).toBe(422);
    expect(
      await status(formatAddRequest({ oldSize: 0, proof: Array(64).fill(Buffer.alloc(32)), note: noteOf(5) })),
    ).toBe(400);
    expect(readdirSync(directory)).toEqual([]);
  });

  test("gives no signature that it couldn't remember", async () => {
    const failing = openWitness({
      record: { ...witnessFiles(directory), save: () => Promise.reject(new Error("disk full")) },
      logs: [log.verifier],
      signers: [ed25519],
      now: () => 0,
      onConflict: () => undefined,
    });
    await expect(failing.addCheckpoint(request(0, 5))).rejects.toThrow("disk full");
  });
});

describe("a log that asks a witness", () => {
  const named = { name: "w1", verifier: ed25519.verifier, url: "http://w1" };
  const ask = (size: number, knownSize: number, of = leaves, post: Post = (_, body) => witness.addCheckpoint(body)) =>
    askWitness({
      post,
      witness: named,
      note: noteOf(size, of),
      checkpoint: { origin: log.verifier.name, size, rootHash: rootOf(of.slice(0, size)) },
      knownSize,
      prove: async (earlier) => consistencyProof(of.slice(0, size), earlier),
    });

  test("gets its line, also when either has forgotten the other", async () => {
    for (const [size, known] of [
      [5, 0],
      [20, 5],
      [30, 0],
      [30, 40],
      [40, 7],
    ] as const) {
      const verdict = await ask(size, known);
      expect(verdict).toEqual({ kind: "cosigned", lines: [expect.stringContaining("witness.example/w1")] });
    }
  });

  test("learns that it was rolled back, or forked", async () => {
    await ask(30, 0);
    expect(await ask(20, 0)).toEqual({ kind: "rolled-back", size: 30 });
    expect(await ask(20, 20)).toEqual({ kind: "rolled-back", size: 30 });
    expect(await ask(30, 0, forked)).toEqual({ kind: "forked", size: 30 });
    expect(await ask(35, 30, forked)).toEqual({ kind: "forked", size: 30 });
    expect(await ask(35, 0, forked)).toEqual({ kind: "forked", size: 30 });
  });

  test("takes silence, errors and signatures of others for an absent witness", async () => {
    const answers: Post[] = [
      () => Promise.reject(new Error("refused")),
      async () => ({ status: 500, body: "" }),
      async () => ({ status: 409, body: "many" }),
      async () => ({ status: 409, body: "3\n" }),
      async () => ({ status: 200, body: "" }),
      async () => ({ status: 200, body: `— witness.example/w1 ${Buffer.alloc(76).toString("base64")}\n` }),
    ];
    for (const post of answers) expect((await ask(30, 3, leaves, post)).kind).toBe("unavailable");
  });
});
