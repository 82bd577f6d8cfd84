import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { Secret } from "../../../foundation/kernel/index.ts";
import { transitServer } from "../../../../test/support/transit-server.ts";
import { resilient } from "./resilient.ts";
import { openRootKeyFile } from "./root-key-file.ts";
import { type Candidate, conformsAsProvider } from "./testing/conformance.ts";
import { openTransit } from "./transit.ts";

const cleanUp: (() => unknown)[] = [];
afterAll(async () => {
  for (const step of cleanUp) await step();
});

function aDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "wardbook-test-"));
  cleanUp.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function aFile(passphrase: Secret<string> | undefined): Promise<Candidate> {
  const directory = aDirectory();
  const open = async (where: string) => openRootKeyFile(where, passphrase, async () => true);
  const { provider, path } = await open(directory);
  const { key } = JSON.parse(readFileSync(path, "utf8")) as { readonly key?: string };
  return {
    provider,
    again: async () => (await open(directory)).provider,
    stranger: async () => (await open(aDirectory())).provider,
    secrets: [...(passphrase === undefined ? [] : [passphrase.expose()]), ...(key === undefined ? [] : [key])],
  };
}

conformsAsProvider("an unattended file", () => aFile(undefined));
conformsAsProvider("a file that a passphrase seals", () => aFile(new Secret("correct horse battery staple")));

conformsAsProvider("a file whose seal is split into shares", async () => {
  const directory = aDirectory();
  const file = await openRootKeyFile(directory, undefined, async () => true);
  const shares = await file.split(5, 3);
  const again = async () =>
    (await openRootKeyFile(directory, { passphrase: undefined, shares: shares.slice(1, 4) }, async () => false))
      .provider;
  return {
    provider: file.provider,
    again,
    stranger: async () => (await openRootKeyFile(aDirectory(), undefined, async () => true)).provider,
    secrets: shares.map((share) => share.expose()),
  };
});

for (const kind of ["token", "approle"] as const)
  conformsAsProvider(`a transit server, entered by ${kind}`, async () => {
    const server = await transitServer();
    const other = await transitServer();
    cleanUp.push(server.close, other.close);
    const at = ({ address, token, roleId, secretId }: typeof server) =>
      openTransit({
        address,
        mount: "transit",
        key: "wardbook",
        namespace: undefined,
        credentials:
          kind === "token" ? { kind, token: new Secret(token) } : { kind, roleId, secretId: new Secret(secretId) },
      });
    return {
      provider: at(server),
      again: async () => at(server),
      stranger: async () => at(other),
      secrets: [server.token, server.secretId],
    };
  });

conformsAsProvider("a provider that is asked patiently", async () => {
  const { provider, ...rest } = await aFile(undefined);
  const patience = { now: () => 0, sleep: async () => undefined, random: () => 0 };
  return { ...rest, provider: resilient(provider, patience) };
});
