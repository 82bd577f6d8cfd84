import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inclusionProof, leafHash, rootOf } from "../../src/custody/ledger/merkle/index.ts";
import {
  appendTiles,
  encodeBundle,
  formatBundlePath,
  openTileDirectory,
} from "../../src/custody/ledger/tiles/index.ts";
import {
  cosignNote,
  formatCheckpoint,
  formatProofBundle,
  formatVerifierKey,
  mlDsaCosigner,
  noteSigner,
  signNote,
} from "../../src/custody/ledger/verify/index.ts";
import { generateSigningKey, importMlDsaSigningKey } from "../../src/foundation/crypto/index.ts";

// Go's own transparency log, as Debian packages it (golang-go, golang-golang-x-mod-dev). GO_PACKAGES says where else it lies.
const packages = process.env["GO_PACKAGES"] ?? "/usr/share/gocode";
const missing = missingOf();
function missingOf(): string | undefined {
  if (!existsSync(join(packages, "src/golang.org/x/mod/sumdb/tlog"))) return "golang.org/x/mod isn't installed";
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "go isn't installed";
  }
}

const log = noteSigner("wardbook/0123456789abcdef", generateSigningKey());
const key = formatVerifierKey(log.verifier);
const second = mlDsaCosigner(log.verifier.name, importMlDsaSigningKey(Buffer.alloc(32, 7)));
const size = 700;
// One is too long for a bundle.
const sealed = Array.from({ length: size }, (_, n) => Buffer.alloc(n === 9 ? 70_000 : 40, `sealed ${n}`));
// And one declares that what stands before it in the first tile is pruned.
const placeOfAct = 600;
const actOf = (minIndex: number) => {
  const root = rootOf(sealed.slice(0, minIndex).map((entry) => leafHash(entry)));
  const lines = ["wardbook/pruned@v1", minIndex, root.toString("base64"), "another root", 7, ""];
  return { root, leaf: Buffer.concat([Buffer.alloc(24), Buffer.from(lines.join("\n"))]) };
};
const entries = sealed.map((entry, n) => (n === placeOfAct ? actOf(256).leaf : entry));
const leaves = entries.map((entry) => leafHash(entry));
const treeOf = (count: number) => ({ size: count, rootHash: rootOf(leaves.slice(0, count)) });
const noteOf = (tree: { readonly size: number; readonly rootHash: Buffer }, signer = log) =>
  cosignNote(signNote(formatCheckpoint({ origin: log.verifier.name, ...tree }), signer), second, 1_800_000_000);

describe.skipIf(missing !== undefined)(
  missing === undefined ? "Go's transparency log" : `Go's transparency log, skipped: ${missing}`,
  () => {
    const root = mkdtempSync(join(tmpdir(), "wardbook-independent-"));
    const program = join(root, "check-log");
    const path = join(root, "log");
    const file = (name: string, text: string) => {
      writeFileSync(join(root, name), text);
      return join(root, name);
    };
    const run = (...argv: string[]) =>
      new Promise<{ readonly code: number; readonly said: string }>((done) => {
        const child = execFile(program, ["-key", key, ...argv], (_, said) =>
          done({ code: child.exitCode ?? -1, said }),
        );
      });

    beforeAll(async () => {
      execFileSync("go", ["build", "-o", program, join(import.meta.dirname, "check-log.go")], {
        env: { ...process.env, GO111MODULE: "off", GOPATH: packages, GOFLAGS: "" },
      });
      const directory = await openTileDirectory(path);
      for (const [from, to] of [
        [0, 300],
        [300, size],
      ] as const)
        await appendTiles(directory, {
          standing: treeOf(from),
          next: treeOf(to),
          leaves: async (first, end) => leaves.slice(first, end),
        });
      await directory.writeTiles(
        [0, 1, 2].map((tile) => {
          const part = entries.slice(tile * 256, tile * 256 + 256);
          return { path: formatBundlePath({ tile, width: part.length }), bytes: encodeBundle(part) };
        }),
      );
      await directory.writeNote("checkpoint", noteOf(treeOf(size)));
    });
    afterAll(() => rmSync(root, { recursive: true }));

    test("finds every leaf and every entry in the signed tree, and an older tree at its beginning", async () => {
      const older = [1, 256, 300, 699, size].map((count) => file(`older-${count}`, noteOf(treeOf(count))));
      for (const since of older) expect(await run("-since", since, "-random", "5", path)).toMatchObject({ code: 0 });
      const { said } = await run("-entries", path);
      expect(said).toBe(`HOLDS: 700 of 700 leaves, 699 with their entries, are in the tree of ${log.verifier.name}\n`);
    });

    test("reads a log over HTTP", async () => {
      const server = createServer((request, response) => {
        const at = join(path, request.url ?? "");
        if (existsSync(at)) response.end(readFileSync(at));
        else response.writeHead(404).end();
      });
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      const { port } = server.address() as AddressInfo;
      expect(await run("-random", "20", `http://127.0.0.1:${port}`)).toMatchObject({ code: 0 });
      server.close();
      server.closeAllConnections();
    });

    test("takes the path of a proof, and no other", async () => {
      const proofOf = (index: number, proof = inclusionProof(leaves, index), extra = entries[index]) =>
        file("proof", formatProofBundle({ index, proof, checkpoint: noteOf(treeOf(size)), extra }));
      for (const index of [0, 255, 256, 511, 512, 699])
        expect(await run("-proof", proofOf(index))).toMatchObject({ code: 0 });
      for (const wrong of [
        () => proofOf(5, inclusionProof(leaves, 6)),
        () => proofOf(5, inclusionProof(leaves, 5).slice(1)),
        () => proofOf(5, inclusionProof(leaves, 5), entries[6]),
        () => proofOf(700, inclusionProof(leaves, 699), entries[699]),
      ])
        expect(await run("-proof", wrong())).toMatchObject({ code: 1 });
    });

    test("tells entries that were pruned, with that on record, from entries that are missing", async () => {
      const first = join(path, "tile/entries/000");
      const whole = readFileSync(first);
      const noteFor = (minIndex: number, signer = log, index = placeOfAct) => {
        const { root, leaf } = actOf(minIndex);
        const lines = ["wardbook/pruned@v1", log.verifier.name, minIndex, root.toString("base64"), index];
        return signNote(`${[...lines, leaf.toString("base64")].join("\n")}\n`, signer);
      };
      rmSync(first);
      expect(await run("-entries", path)).toMatchObject({ code: 1 });
      for (const [said, code] of [
        [noteFor(256), 0],
        [noteFor(512), 1],
        [noteFor(256, log, 5), 1],
        [noteFor(256, noteSigner(log.verifier.name, generateSigningKey())), 1],
        [noteOf(treeOf(256)), 1],
      ] as const) {
        writeFileSync(join(path, "pruned"), said);
        expect([said, (await run("-entries", path)).code]).toEqual([said, code]);
      }
      writeFileSync(join(path, "pruned"), noteFor(256));
      expect((await run("-entries", path)).said).toContain("The first 256 entries were pruned");
      rmSync(join(path, "tile/entries/001"));
      expect((await run("-entries", path)).code).toBe(1);
      writeFileSync(join(path, "tile/entries/001"), encodeBundle(entries.slice(256, 512)));
      rmSync(join(path, "pruned"));
      writeFileSync(first, whole);
    });

    test("refuses a tile, a bundle or a checkpoint that was changed, and a past that isn't the log's", async () => {
      const altered = (bytes: Buffer) =>
        Buffer.concat([bytes.subarray(0, 40), Buffer.of((bytes[40] ?? 0) ^ 1), bytes.subarray(41)]);
      const cut = (bytes: Buffer) => bytes.subarray(0, -1);
      for (const [name, spoil] of [
        ["tile/0/000", altered],
        ["tile/0/001", cut],
        ["tile/0/002.p/188", altered],
        ["tile/1/000.p/2", altered],
        ["tile/entries/001", altered],
        ["tile/entries/002.p/188", cut],
        ["tile/entries/000", undefined],
        ["checkpoint", altered],
      ] as const) {
        const whole = readFileSync(join(path, name));
        if (spoil === undefined) rmSync(join(path, name));
        else writeFileSync(join(path, name), spoil(whole));
        expect([name, await run("-entries", path)]).toEqual([
          name,
          { code: 1, said: expect.stringContaining("REFUSED") },
        ]);
        writeFileSync(join(path, name), whole);
      }
      const rewritten = rootOf(leaves.toReversed().slice(0, 300));
      const stranger = noteSigner(log.verifier.name, generateSigningKey());
      for (const [name, past] of [
        ["rewritten", noteOf({ size: 300, rootHash: rewritten })],
        ["longer", noteOf({ size: 701, rootHash: rewritten })],
        ["a stranger's", noteOf(treeOf(300), stranger)],
      ] as const)
        expect([name, (await run("-since", file("past", past), path)).code]).toEqual([name, 1]);
      expect((await run("-entries", path)).code).toBe(0);
    });
  },
);
