import { z } from "zod";
import { Secret } from "../../../foundation/kernel/index.ts";
import type { KeyProvider, RootKey } from "./key-provider.ts";
import { KeyringError } from "./keyring-error.ts";
import { probe } from "./probe.ts";
import { asking } from "./provider-request.ts";

// The transit secrets engine of HashiCorp Vault and OpenBao, over its public HTTP API: encrypt, decrypt, keys/:name,
// keys/:name/rotate, keys/:name/config, keys/:name/trim, auth/approle/login.

export interface TransitSettings {
  /** Such as "https://vault.example:8200". */
  readonly address: string;
  /** Where the engine is mounted: "transit". */
  readonly mount: string;
  /** The key's name there. Its type must authenticate additional data: aes256-gcm96 or chacha20-poly1305. */
  readonly key: string;
  readonly namespace: string | undefined;
  readonly credentials:
    | { readonly kind: "token"; readonly token: Secret<string> }
    | { readonly kind: "approle"; readonly roleId: string; readonly secretId: Secret<string> };
}

const encrypted = z.object({ data: z.object({ ciphertext: z.string().regex(/^vault:v\d+:/) }) });
const decrypted = z.object({ data: z.object({ plaintext: z.string() }) });
const described = z.object({
  data: z.object({ latest_version: z.number(), type: z.string(), exportable: z.boolean().optional() }),
});
const loggedIn = z.object({ auth: z.object({ client_token: z.string() }) });
const aeadTypes = new Set(["aes128-gcm96", "aes256-gcm96", "chacha20-poly1305", "xchacha20-poly1305"]);
/** Vault 1.9 and later take associated data for keys that authenticate it. */
const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64");

export function openTransit(settings: TransitSettings): KeyProvider {
  const { address, mount, key, namespace, credentials } = settings;
  let token = credentials.kind === "token" ? credentials.token : undefined;

  async function logIn(): Promise<Secret<string>> {
    if (credentials.kind === "token") return credentials.token;
    const answer = await send("auth/approle/login", {
      role_id: credentials.roleId,
      secret_id: credentials.secretId.expose(),
    });
    return (token = new Secret(loggedIn.parse(answer.body).auth.client_token));
  }

  function send(path: string, body: unknown, authorised?: Secret<string>) {
    return asking(`${address}/v1/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        ...(authorised === undefined ? {} : { "x-vault-token": authorised.expose() }),
        ...(namespace === undefined ? {} : { "x-vault-namespace": namespace }),
        "x-vault-request": "true",
      },
      body,
    });
  }

  /** A token that has run out is replaced once. */
  async function ask(path: string, body?: unknown): Promise<unknown> {
    let answer = await send(path, body, token ?? (await logIn()));
    if (answer.status === 403 && credentials.kind === "approle") answer = await send(path, body, await logIn());
    if (answer.status === 200 || answer.status === 204) return answer.body;
    if (answer.status === 429)
      throw new KeyringError("keyring/provider-throttled", "the transit server asks for patience");
    // 412 and 472 to 473 are standby nodes, 503 is sealed or in maintenance, 502 and 504 a proxy's.
    if (answer.status >= 500 || [412, 472, 473].includes(answer.status))
      throw new KeyringError(
        "keyring/provider-unavailable",
        `the transit server answers ${answer.status}: it may be sealed`,
      );
    if (answer.status === 400 && path.startsWith(`${mount}/decrypt/`)) throw wrongKey();
    throw new KeyringError(
      "keyring/provider-refused",
      `the transit server refuses ${path} (${answer.status}): look at the token's policy and the key's name`,
    );
  }

  const wrongKey = () =>
    new KeyringError("keyring/wrong-root-key", `the transit key ${key} doesn't open the database's keys`);

  const root: RootKey = {
    async wrap(plain, context) {
      const body = { plaintext: base64(plain), associated_data: base64(context) };
      return Buffer.from(encrypted.parse(await ask(`${mount}/encrypt/${key}`, body)).data.ciphertext);
    },
    async unwrap(wrapped, context) {
      const ciphertext = wrapped.toString();
      if (!ciphertext.startsWith("vault:v")) throw wrongKey();
      const body = { ciphertext, associated_data: base64(context) };
      return Buffer.from(decrypted.parse(await ask(`${mount}/decrypt/${key}`, body)).data.plaintext, "base64");
    },
  };
  async function latest() {
    const { data } = described.parse(await ask(`${mount}/keys/${key}`));
    if (!aeadTypes.has(data.type))
      throw new KeyringError(
        "keyring/provider-refused",
        `the transit key ${key} is of type ${data.type}: aes256-gcm96 is needed`,
      );
    return data;
  }

  return {
    ...root,
    async describe() {
      const { latest_version, exportable } = await latest();
      return {
        kind: "transit",
        key: `${mount}/keys/${key} on ${new URL(address).host}`,
        version: String(latest_version),
        kept:
          exportable === true ? "inside the transit server, exportable" : "inside the transit server, not exportable",
        lastCopy: "the transit server's own storage and its snapshots: they end when those are destroyed",
      };
    },
    health: () => probe(root),
    versionOf: (wrapped) => /^vault:v(\d+):/.exec(wrapped.toString("latin1", 0, 32))?.[1],
    renewal: {
      async renew() {
        await ask(`${mount}/keys/${key}/rotate`, {});
        return String((await latest()).latest_version);
      },
      async retireAllBut(version) {
        const newest = Number(version);
        await ask(`${mount}/keys/${key}/config`, { min_decryption_version: newest, min_encryption_version: newest });
        await ask(`${mount}/keys/${key}/trim`, { min_available_version: newest });
        return `versions before ${version} trimmed from the transit server; its snapshots still hold them`;
      },
    },
  };
}
