import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../../../../test/support/house.ts";
import { leafHash, proveInclusion, tileWidth, verifyInclusion } from "../../../custody/ledger/merkle/index.ts";
import {
  noteSigner,
  openCheckpoint,
  parseProofBundle,
  parseVerifierKey,
  parseWitnessPolicy,
} from "../../../custody/ledger/verify/index.ts";
import { openWitness } from "../../../custody/ledger/witness/index.ts";
import { generateSigningKey } from "../../../foundation/crypto/index.ts";

let house: TestHouse;
let log: string;
beforeAll(async () => {
  house = await aHouse();
  log = (await house.house.publication(house.tenant)).path;
});
afterAll(() => house.end());

const ask = (path: string, init: RequestInit = {}) => fetch(`${house.origin}${path}`, init);
const textOf = async (path: string) => (await ask(path)).text();

/** Waits until an act is counted by the checkpoint that everybody sees. */
async function act(): Promise<{ readonly checkpoint: string; readonly milliseconds: number }> {
  const { ledger, ledgerReader } = house.house;
  const began = performance.now();
  const [id = ""] = await ledger.witness(house.tenant, [
    {
      entry: {
        at: Date.now(),
        action: "organisation",
        actor: { kind: "system", id: "test", name: "test" },
        why: "administration",
        resources: [],
        count: 0,
      },
    },
  ]);
  let checkpoint = "";
  let milliseconds = 0;
  await expect
    .poll(
      async () => {
        checkpoint = await textOf(`${log}/checkpoint`);
        milliseconds = performance.now() - began;
        const proof = await ledgerReader.prove(house.tenant, id).catch(() => undefined);
        return proof !== undefined && Number(checkpoint.split("\n")[1]) > parseProofBundle(proof).index;
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(true);
  return { checkpoint, milliseconds };
}

test("whoever comes by can follow the ledger from its address alone: keys, checkpoint, tiles, and a proof made of them", async () => {
  const { checkpoint } = await act();
  const [key] = parseWitnessPolicy(await textOf(`${log}/policy`)).logs;
  if (key === undefined) throw new Error("no key");
  const { standing } = house.house.ledgerReader;
  expect(parseVerifierKey((await standing(house.tenant, 1, Date.now())).verifierKey).keyId).toBe(key.keyId);
  const { size, rootHash } = openCheckpoint(checkpoint, { log: key, witnesses: [], witnessesNeeded: 0 });
  const readHashes = async (level: number, first: number, count: number) => {
    const name = `${String(first / tileWidth).padStart(3, "0")}${count === tileWidth ? "" : `.p/${count}`}`;
    const answer = await ask(`${log}/tile/${level}/${name}`);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
      200,
      "application/octet-stream",
      "public, max-age=31536000, immutable",
    ]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    return Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
  };
  const last = size - 1;
  const hashes = await readHashes(0, Math.floor(last / tileWidth) * tileWidth, size % tileWidth || tileWidth);
  const proof = await proveInclusion({ readHashes }, last, size);
  verifyInclusion({
    leafHash: hashes[last % tileWidth] ?? leafHash(Buffer.alloc(0)),
    index: last,
    size,
    proof,
    root: rootHash,
  });
});

test("nothing else is found under that address, and no entry", async () => {
  const paths = [
    "tile/entries/000",
    "tile/entries/000.p/1",
    "tile/0/000.p/256",
    "tile/0/0",
    "tile/64/000",
    "tile/0/999",
    "standing",
    ".new",
    "tile",
    "tile/0/..%2f..%2fcheckpoint",
    "tile/%2e%2e/%2e%2e/checkpoint",
    "..%2f..%2forganisation-1.checkpoint",
  ].map((name) => `${log}/${name}`);
  const others = ["/log", "/log/", "/log/0000000000000000/checkpoint", "/log/..%2f/checkpoint", "/log/%00/checkpoint"];
  const seen = new Set<string>();
  for (const path of [...paths, ...others]) {
    const answer = await ask(path, { headers: { accept: "text/html" } });
    expect([path, answer.status]).toEqual([path, 404]);
    seen.add(await answer.text());
  }
  expect(seen.size).toBe(1);
  expect((await ask(`${log}/checkpoint`, { method: "POST" })).status).toBe(405);
});

test("a server with a witness shows what it cosigned, and an alarm of its is in the log, the state and the files", async () => {
  const signer = noteSigner("w.example", generateSigningKey(), "cosignature");
  const notes = new Map<string, string>();
  const { tenant } = house;
  const known = parseWitnessPolicy(await textOf(`${log}/policy`)).logs;
  const witness = openWitness({
    record: {
      load: async (origin) => notes.get(origin),
      save: async (origin, note) => void notes.set(origin, note),
      keepEvidence: async () => "nowhere",
    },
    logs: known,
    signers: [signer],
    now: Date.now,
    onConflict: () => undefined,
  });
  // The server's own checkpoint is what anybody can hand to a witness.
  const { checkpoint } = await act();
  const answer = await witness.addCheckpoint(`old 0\n\n${checkpoint}`);
  expect(answer.status).toBe(200);
  const trust = { log: known[0] ?? signer.verifier, witnesses: [signer.verifier], witnessesNeeded: 1 };
  expect(openCheckpoint(`${checkpoint}${answer.body}`, trust).witnessed).toHaveLength(1);

  const folder = join(house.dataDirectory, "ledger", "public", log.slice("/log/".length));
  const size = Number(checkpoint.split("\n")[1]);
  writeFileSync(join(folder, `tile/0/000.p/${size}`), Buffer.alloc(32 * size));
  await house.house.ledger.witness(tenant, [
    {
      entry: {
        at: Date.now(),
        action: "organisation",
        actor: { kind: "system", id: "test", name: "test" },
        why: "administration",
        resources: [],
        count: 0,
      },
    },
  ]);
  await expect
    .poll(async () => (await house.house.publication(tenant)).alarms.map(({ code }) => code), { timeout: 20_000 })
    .toEqual(["ledger/tile-differs"]);
  await expect.poll(() => house.log.filter((line) => line.includes("LEDGER ALARM"))).toHaveLength(1);
  expect(Number((await textOf(`${log}/checkpoint`)).split("\n")[1])).toBe(size);
});
