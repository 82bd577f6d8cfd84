import { afterAll, describe, expect, test } from "vitest";
import { type KmsServer, kmsServer } from "../../../../test/support/kms-server.ts";
import { optionalPackage } from "../../../../test/support/optional-package.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { openAwsKms } from "./aws-kms.ts";
import { openPkcs11 } from "./pkcs11.ts";
import { conformsAsProvider } from "./testing/conformance.ts";

const cleanUp: (() => unknown)[] = [];
afterAll(async () => {
  for (const step of cleanUp) await step();
});

const sdk = await optionalPackage("@aws-sdk/client-kms");
const kms = ({ address, keyId, region, accessKeyId, secretAccessKey }: KmsServer) => {
  process.env["AWS_ACCESS_KEY_ID"] = accessKeyId;
  process.env["AWS_SECRET_ACCESS_KEY"] = secretAccessKey;
  return openAwsKms({ key: keyId, region, endpoint: address, load: async () => sdk });
};
async function aKms() {
  const server = await kmsServer();
  cleanUp.push(server.close);
  return server;
}

describe.skipIf(sdk === undefined)(
  sdk === undefined ? "AWS KMS, skipped: the package @aws-sdk/client-kms isn't installed" : "AWS KMS",
  () => {
    conformsAsProvider("AWS KMS", async () => {
      const server = await aKms();
      const { accessKeyId, secretAccessKey } = server;
      return {
        provider: kms(server),
        again: async () => kms(server),
        async stranger() {
          const other = await aKms();
          const provider = openAwsKms({
            key: other.keyId,
            region: other.region,
            endpoint: other.address,
            load: async () => sdk,
          });
          // Both fakes know the same person.
          Object.assign(process.env, {
            AWS_ACCESS_KEY_ID: other.accessKeyId,
            AWS_SECRET_ACCESS_KEY: other.secretAccessKey,
          });
          return provider;
        },
        secrets: [secretAccessKey, accessKeyId],
      };
    });

    test.each([
      [400, "keyring/provider-throttled"],
      [500, "keyring/provider-unavailable"],
      [503, "keyring/provider-unavailable"],
    ])("trouble of status %i is told apart", async (code, expected) => {
      const server = await aKms();
      const provider = kms(server);
      server.trouble.status = { code, times: 1 };
      await expect(provider.wrap(Buffer.alloc(32), "here")).rejects.toMatchObject({ code: expected });
      // The SDK doesn't try again by itself.
      expect(server.requests).toHaveLength(1);
    });

    test("a key that was disabled or awaits deletion, or credentials that are wrong, are refused for good", async () => {
      const server = await aKms();
      const provider = kms(server);
      for (const state of ["Disabled", "PendingDeletion"]) {
        server.keyState = state;
        await expect(provider.wrap(Buffer.alloc(32), "here")).rejects.toMatchObject({
          code: "keyring/provider-refused",
        });
        expect((await provider.describe()).version).toBe(state);
      }
      process.env["AWS_SECRET_ACCESS_KEY"] = "another";
      const stranger = openAwsKms({
        key: server.keyId,
        region: server.region,
        endpoint: server.address,
        load: async () => sdk,
      });
      await expect(stranger.describe()).rejects.toMatchObject({ code: "keyring/provider-refused" });
    });

    test("nothing that listens is unavailable", async () => {
      const server = await aKms();
      const provider = kms(server);
      await server.close();
      await expect(provider.describe()).rejects.toMatchObject({ code: "keyring/provider-unavailable" });
    });
  },
);

test("without its package, a provider says which one is missing", async () => {
  const load = () => Promise.reject(new Error("Cannot find package"));
  const missing = { code: "keyring/provider-missing" };
  await expect(openAwsKms({ key: "k", region: "r", load }).describe()).rejects.toMatchObject(missing);
  const hsm = openPkcs11({ module: "/no.so", token: "t", object: "o", pin: new Secret("1234"), load });
  await expect(hsm.describe()).rejects.toMatchObject(missing);
  expect(await hsm.health()).toMatchObject({ state: "ill", code: "keyring/provider-missing" });
});
