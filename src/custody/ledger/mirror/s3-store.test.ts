import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { optionalPackage } from "../../../../test/support/optional-package.ts";
import { type S3Server, s3Server } from "../../../../test/support/s3-server.ts";
import { aPublishedLog } from "../testing/log-to-mirror.ts";
import { mirrorLog } from "./mirror-log.ts";
import { openS3Store } from "./s3-store.ts";

const cleanUp: (() => unknown)[] = [];
const names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;
const before = names.map((name) => process.env[name]);
afterAll(async () => {
  for (const step of cleanUp) await step();
  names.forEach((name, at) => {
    if (before[at] === undefined) delete process.env[name];
    else process.env[name] = before[at];
  });
});

const sdk = await optionalPackage("@aws-sdk/client-s3");
const now = Date.parse("2031-03-01T12:00:00Z");
const storeOf = ({ address, bucket, region, accessKeyId, secretAccessKey }: S3Server, prefix = "hill") => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  const load = async () => sdk;
  return openS3Store({ bucket, prefix, region, endpoint: address, retentionYears: 7, now: () => now, load });
};
async function aServer() {
  const server = await s3Server();
  cleanUp.push(server.close);
  return server;
}

describe.skipIf(sdk === undefined)(
  sdk === undefined ? "a bucket, skipped: the package @aws-sdk/client-s3 isn't installed" : "a bucket",
  () => {
    test("is given each file once, locked for the years that were asked for, and the checkpoint in versions", async () => {
      const server = await aServer();
      const path = mkdtempSync(join(tmpdir(), "wardbook-s3-"));
      cleanUp.push(() => rmSync(path, { recursive: true }));
      const log = await aPublishedLog(path);
      for (const size of [300, 600, 600]) {
        await log.publish(size);
        expect(await mirrorLog(storeOf(server), log.toMirror(), true)).toMatchObject({ size });
      }
      const versions = [...server.objects.values()].flat();
      expect(versions.every(({ lockedUntil }) => lockedUntil?.toISOString() === "2038-03-01T12:00:00.000Z")).toBe(true);
      expect([...server.objects].map(([key, { length }]) => [key.replace(`hill/${log.folder}/`, ""), length])).toEqual(
        expect.arrayContaining([
          ["tile/0/000", 1],
          ["tile/0/001.p/44", 1],
          ["tile/0/001", 1],
          ["tile/1/000.p/2", 1],
          ["policy", 1],
          ["checkpoint", 2],
        ]),
      );
      expect(server.objects.get(`hill/${log.folder}/tile/0/000`)?.[0]?.bytes).toEqual(
        await log.directory.read("tile/0/000"),
      );
    });

    test("says what lies there, and takes nothing in its place", async () => {
      const server = await aServer();
      const store = storeOf(server, "");
      expect(store.name).toBe("s3://ledgers");
      expect(await store.read("a")).toBeUndefined();
      expect(await store.putOnce("a/b", Buffer.of(0, 255))).toBe(true);
      expect(await store.putOnce("a/b", Buffer.of(1))).toBe(false);
      expect(await store.read("a/b")).toEqual(Buffer.of(0, 255));
      await store.putVersion("a/b", Buffer.of(2));
      expect(await store.read("a/b")).toEqual(Buffer.of(2));
      expect(server.objects.get("a/b")).toHaveLength(2);
    });

    test("whose trouble passes is told from one that refuses, and neither is taken for an answer", async () => {
      const server = await aServer();
      const store = storeOf(server);
      for (const code of [409, 429, 500, 503]) {
        const asked = server.requests.length;
        server.trouble.status = { code, times: 1 };
        await expect(store.putOnce("a", Buffer.of(1))).rejects.toMatchObject({ code: "ledger/mirror-unavailable" });
        // The SDK doesn't try again by itself.
        expect(server.requests.length).toBe(asked);
      }
      server.hasObjectLock = false;
      await expect(store.putOnce("a", Buffer.of(1))).rejects.toMatchObject({ code: "ledger/mirror-refused" });
      process.env["AWS_SECRET_ACCESS_KEY"] = "another";
      const load = async () => sdk;
      const { address: endpoint, region } = server;
      const settings = { prefix: "", region, endpoint, retentionYears: 7, now: () => now, load };
      const stranger = openS3Store({ ...settings, bucket: "ledgers" });
      await expect(stranger.read("a")).rejects.toMatchObject({ code: "ledger/mirror-refused" });
      expect(server.objects.size).toBe(0);
      const closed = storeOf(server);
      closed.close();
      await expect(closed.read("a")).rejects.toMatchObject({ code: "ledger/mirror-unavailable" });
      await server.close();
      await expect(storeOf(server).read("a")).rejects.toMatchObject({ code: "ledger/mirror-unavailable" });
    });
  },
);

test("without its package, a mirror says which one is missing", async () => {
  const load = () => Promise.reject(new Error("Cannot find package"));
  const store = openS3Store({ bucket: "b", prefix: "", region: "r", retentionYears: 7, now: () => now, load });
  await expect(store.read("a")).rejects.toMatchObject({ code: "ledger/mirror-package-missing" });
});

test("whoever fills the bucket fills no memory: what is longer than a log's files is a conflict", async () => {
  let given = 0;
  async function* endless() {
    for (;;) {
      given += 1;
      yield Buffer.alloc(1024 * 1024);
    }
  }
  class Client {
    send = async (): Promise<object> => ({ Body: endless() });
  }
  class Command {}
  const load = async () => ({ S3Client: Client, GetObjectCommand: Command, PutObjectCommand: Command });
  const store = openS3Store({ bucket: "b", prefix: "", region: "r", retentionYears: 7, now: () => now, load });
  await expect(store.read("checkpoint")).rejects.toMatchObject({ code: "ledger/mirror-differs" });
  expect(given).toBe(33);
});
