import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { aDirectory } from "../../../../test/support/directory.ts";
import { importAeadKey, seal } from "../../../foundation/crypto/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { openRootKeyFile } from "./root-key-file.ts";
import { formatShare } from "./share-text.ts";
import { giveShare, openWithShares } from "./unseal-door.ts";

async function aSplitFile() {
  const directory = aDirectory();
  const file = await openRootKeyFile(directory, undefined, async () => true);
  const before = readFileSync(file.path, "utf8");
  const wrapped = await file.root.wrap(Buffer.alloc(32, 1), "here");
  const shares = await file.split(5, 3);
  const open = (given: readonly Secret<string>[]) =>
    openRootKeyFile(directory, { passphrase: undefined, shares: given }, async () => false);
  return { file, before, wrapped, shares, open };
}

test("any three of five shares open the root key, two don't", async () => {
  const { shares, wrapped, open } = await aSplitFile();
  for (const [a, b, c] of [
    [0, 1, 2],
    [4, 2, 0],
    [1, 3, 4],
  ] as const) {
    const given = [shares[a], shares[b], shares[c]].filter((share) => share !== undefined);
    const opened = await open(given);
    expect(opened.protection).toBe("shares");
    expect(await opened.root.unwrap(wrapped, "here")).toEqual(Buffer.alloc(32, 1));
  }
  await expect(open(shares.slice(0, 2))).rejects.toMatchObject({ code: "keyring/shares-needed" });
  await expect(open([...shares.slice(0, 2), ...shares.slice(0, 2)])).rejects.toMatchObject({
    code: "keyring/shares-needed",
  });
});

test("splitting leaves neither the old file's key nor a share on the disk", async () => {
  const { file, before, shares } = await aSplitFile();
  const after = readFileSync(file.path, "utf8");
  const { key } = JSON.parse(before) as { readonly key: string };
  expect(after).not.toContain(key);
  for (const share of shares) expect(after).not.toContain(share.expose().split("-")[4]);
  expect(file.protection).toBe("shares");
});

test("a share with a slip in it, or of another splitting, is named", async () => {
  const { file, shares, open } = await aSplitFile();
  const [first, second, third] = shares;
  if (first === undefined || second === undefined || third === undefined) throw new Error("no shares");
  const slip = new Secret(third.expose().replace(/.(?=-[0-9a-f]{8}$)/, (digit) => (digit === "0" ? "1" : "0")));
  await expect(open([first, second, slip])).rejects.toMatchObject({ code: "keyring/bad-share" });
  const again = await file.split(3, 2);
  await expect(open([first, ...again])).rejects.toMatchObject({ code: "keyring/bad-share" });
  expect((await open(again.slice(0, 2))).protection).toBe("shares");
});

test("a file that asks for fewer shares than they say isn’t opened by one that was made up", async () => {
  const { file, shares, open } = await aSplitFile();
  const [, second, third] = shares;
  const [, set] = second?.expose().split("-") ?? [];
  if (second === undefined || third === undefined || set === undefined) throw new Error("no shares");
  const secret = Buffer.alloc(32, 7);
  const sealed = seal(importAeadKey(secret), Buffer.alloc(32, 9), Buffer.from("wardbook-root-key/2|00000001"));
  const forged = { ...JSON.parse(readFileSync(file.path, "utf8")), threshold: 1 };
  forged.keys = [{ version: "00000001", sealed: sealed.toString("base64") }];
  writeFileSync(file.path, JSON.stringify(forged));
  const made = new Secret(formatShare({ set, threshold: 1, x: 1, y: secret }));
  await expect(open([made, second, third])).rejects.toMatchObject({ code: "keyring/bad-share" });
});

test("a share is read as people write it down", async () => {
  const { shares, open } = await aSplitFile();
  const written = shares.slice(0, 3).map((share) => new Secret(`  ${share.expose().toUpperCase()}\n`));
  expect((await open(written)).created).toBe(false);
});

test("a start without shares waits for their holders, one after the other", async () => {
  const { file, wrapped, shares, open } = await aSplitFile();
  const directory = dirname(file.path);
  const told: string[] = [];
  const opening = openWithShares(directory, [], open, (message) => told.push(message));
  await expect.poll(() => existsSync(join(directory, "unseal.socket"))).toBe(true);
  expect(told).toEqual(["the root key is sealed: 3 of its shares are needed, 0 are there"]);
  const give = (share: Secret<string> | undefined) => giveShare(directory, share ?? new Secret("none"));
  expect(await give(shares[4])).toContain("3 of its shares are needed, 1 are there");
  expect(await give(new Secret("wb1-nonsense"))).toContain("slip");
  expect(await give(shares[4])).toContain("1 are there");
  expect(await give(shares[0])).toContain("2 are there");
  expect(await give(shares[2])).toBe("open");
  expect(await (await opening).root.unwrap(wrapped, "here")).toEqual(Buffer.alloc(32, 1));
  await expect(give(shares[1])).rejects.toMatchObject({ code: "keyring/provider-unavailable" });
});
