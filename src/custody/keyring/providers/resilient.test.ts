import { afterEach, expect, test } from "vitest";
import { Secret } from "../../../foundation/kernel/index.ts";
import { type TransitServer, transitServer } from "../../../../test/support/transit-server.ts";
import { type Patience, resilient } from "./resilient.ts";
import { openTransit } from "./transit.ts";

const open: TransitServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function aProvider(credentials: "token" | "approle" = "token") {
  const server = await transitServer();
  open.push(server);
  let time = 0;
  const pauses: number[] = [];
  const patience: Patience = {
    now: () => time,
    sleep: async (milliseconds) => void pauses.push(milliseconds),
    random: () => 1,
  };
  const { address, token, roleId, secretId } = server;
  const provider = resilient(
    openTransit({
      address,
      mount: "transit",
      key: "wardbook",
      namespace: undefined,
      credentials:
        credentials === "token"
          ? { kind: "token", token: new Secret(token) }
          : { kind: "approle", roleId, secretId: new Secret(secretId) },
    }),
    patience,
  );
  return { server, provider, pauses, wait: (milliseconds: number) => (time += milliseconds) };
}

const key = Buffer.alloc(32, 1);

test.each([
  [503, "keyring/provider-unavailable"],
  [429, "keyring/provider-throttled"],
  [500, "keyring/provider-unavailable"],
  [473, "keyring/provider-unavailable"],
])("a provider that answers %i is asked again after longer and longer pauses", async (code) => {
  const { server, provider, pauses } = await aProvider();
  server.trouble.status = { code, times: 3 };
  const wrapped = await provider.wrap(key, "here");
  expect(pauses).toEqual([200, 400, 800]);
  expect(await provider.unwrap(wrapped, "here")).toEqual(key);
  expect(provider.standing()).toMatchObject({
    circuit: "closed",
    asked: 2,
    retried: 3,
    failed: 0,
    lastSuccessAt: expect.any(Number),
  });
});

test.each([
  [429, "keyring/provider-throttled"],
  [503, "keyring/provider-unavailable"],
])("a provider that goes on answering %i is told by its code", async (code, expected) => {
  const { server, provider } = await aProvider();
  server.trouble.status = { code, times: 99 };
  await expect(provider.wrap(key, "here")).rejects.toMatchObject({ code: expected });
  expect(provider.standing().lastFailure).toEqual({ at: 0, code: expected });
});

test("a connection that is cut counts as no answer", async () => {
  const { server, provider } = await aProvider();
  server.trouble.hangsUp = true;
  await expect(provider.wrap(key, "here")).rejects.toMatchObject({ code: "keyring/provider-unavailable" });
  expect(server.requests).toHaveLength(4);
});

test("an answer of no isn't asked again", async () => {
  const { server, provider } = await aProvider();
  server.trouble.status = { code: 403, times: 99 };
  await expect(provider.wrap(key, "here")).rejects.toMatchObject({ code: "keyring/provider-refused" });
  expect(server.requests).toHaveLength(1);
  expect(provider.standing()).toMatchObject({ circuit: "closed", failed: 0 });
});

test("a provider that is down is left alone, then asked once, and used again when it is back", async () => {
  const { server, provider, wait } = await aProvider();
  server.trouble.status = { code: 503, times: 999 };
  for (let time = 0; time < 5; time += 1) await expect(provider.wrap(key, "here")).rejects.toThrow();
  expect(provider.standing()).toMatchObject({ circuit: "open", failed: 5, againAt: 15_000 });
  const asked = server.requests.length;
  await expect(provider.wrap(key, "here")).rejects.toMatchObject({ code: "keyring/provider-unavailable" });
  expect(server.requests).toHaveLength(asked);
  expect(provider.standing().spared).toBe(1);
  wait(15_000);
  await expect(provider.wrap(key, "here")).rejects.toThrow();
  // One question, not four.
  expect(server.requests).toHaveLength(asked + 1);
  expect(provider.standing()).toMatchObject({ circuit: "open", againAt: 30_000 });
  wait(15_000);
  server.trouble.status = undefined;
  await provider.wrap(key, "here");
  expect(provider.standing()).toMatchObject({ circuit: "closed", againAt: undefined });
});

test("a role's token that ran out is replaced, and a wrong secret is told", async () => {
  const { server, provider } = await aProvider("approle");
  const wrapped = await provider.wrap(key, "here");
  server.expireTokens();
  expect(await provider.unwrap(wrapped, "here")).toEqual(key);
});

test("a key that doesn't authenticate its context is refused", async () => {
  const server = await transitServer("rsa-4096");
  open.push(server);
  const credentials = { kind: "token", token: new Secret(server.token) } as const;
  const provider = openTransit({
    address: server.address,
    mount: "transit",
    key: "wardbook",
    namespace: undefined,
    credentials,
  });
  await expect(provider.describe()).rejects.toMatchObject({ code: "keyring/provider-refused" });
});

test("neither key nor token is in what a refusal says", async () => {
  const { server, provider } = await aProvider();
  server.trouble.status = { code: 403, times: 99 };
  const error: unknown = await provider.wrap(Buffer.from("a very secret key of 32 bytes...."), "here").catch((e) => e);
  const said = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error);
  expect(said).not.toContain(server.token);
  expect(said).not.toContain(Buffer.from("a very secret").toString("base64").slice(0, 12));
});
