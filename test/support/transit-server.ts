import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type FakeServer, fakeServer } from "./fake-server.ts";

// Speaks Vault's HTTP API as its public documentation has it: transit (keys, rotate, config, trim, encrypt, decrypt) and
// auth/approle/login. What it refuses, it refuses with Vault's statuses and its {"errors": […]}.

export interface TransitServer extends FakeServer {
  readonly token: string;
  readonly roleId: string;
  readonly secretId: string;
  /** Tokens that were handed out for the role count no more. */
  expireTokens(): void;
}

interface TransitKey {
  readonly type: string;
  readonly versions: Map<number, Buffer>;
  latest: number;
  least: number;
}

const refuse = (status: number, ...errors: string[]) => ({ status, body: { errors } });
const text = (body: unknown, name: string): string => {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === "string" ? value : "";
};
const number = (body: unknown, name: string) => Number((body as Record<string, unknown> | undefined)?.[name]);

function encrypt(key: TransitKey, body: unknown) {
  const bytes = key.versions.get(key.latest);
  if (bytes === undefined) return refuse(500, "no key");
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", bytes, nonce);
  cipher.setAAD(Buffer.from(text(body, "associated_data"), "base64"));
  const sealed = Buffer.concat([nonce, cipher.update(Buffer.from(text(body, "plaintext"), "base64")), cipher.final()]);
  const ciphertext = `vault:v${key.latest}:${Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64")}`;
  return { status: 200, body: { data: { ciphertext, key_version: key.latest } } };
}

function decrypt(key: TransitKey, body: unknown) {
  const [, version, base64] = /^vault:v(\d+):(.+)$/.exec(text(body, "ciphertext")) ?? [];
  if (version === undefined || base64 === undefined) return refuse(400, "invalid ciphertext: no prefix");
  if (Number(version) < key.least)
    return refuse(400, "ciphertext or signature version is disallowed by policy (too old)");
  const bytes = key.versions.get(Number(version));
  if (bytes === undefined) return refuse(400, "invalid ciphertext: version is too new");
  const sealed = Buffer.from(base64, "base64");
  const decipher = createDecipheriv("aes-256-gcm", bytes, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(text(body, "associated_data"), "base64"));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    const plaintext = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    return { status: 200, body: { data: { plaintext: plaintext.toString("base64") } } };
  } catch {
    return refuse(400, "cipher: message authentication failed");
  }
}

function describe(name: string, { type, latest, least, versions }: TransitKey) {
  return {
    status: 200,
    body: {
      data: {
        name,
        type,
        latest_version: latest,
        min_decryption_version: least,
        min_encryption_version: 0,
        min_available_version: 0,
        deletion_allowed: false,
        exportable: false,
        keys: Object.fromEntries([...versions.keys()].map((version) => [version, 1_700_000_000])),
      },
    },
  };
}

/** @param type of the key "wardbook" there */
export async function transitServer(type = "aes256-gcm96"): Promise<TransitServer> {
  const token = `s.${randomBytes(12).toString("hex")}`;
  const roleId = "role";
  const secretId = randomBytes(12).toString("hex");
  const valid = new Set([token]);
  const keys = new Map<string, TransitKey>([
    ["wardbook", { type, versions: new Map([[1, randomBytes(32)]]), latest: 1, least: 1 }],
  ]);

  function onKey(name: string, rest: string, method: string, body: unknown) {
    const key = keys.get(name);
    if (key === undefined) return refuse(404);
    if (rest === "" && method === "GET") return describe(name, key);
    if (rest === "/rotate") {
      key.latest += 1;
      key.versions.set(key.latest, randomBytes(32));
      return describe(name, key);
    }
    if (rest === "/config") {
      key.least = number(body, "min_decryption_version");
      return describe(name, key);
    }
    if (rest === "/trim") {
      const least = number(body, "min_available_version");
      if (least > key.least)
        return refuse(400, "minimum available version cannot be higher than minimum decryption version");
      for (const version of key.versions.keys()) if (version < least) key.versions.delete(version);
      return { status: 204, body: undefined };
    }
    return refuse(404);
  }

  const server = await fakeServer(
    ({ method, path, headers, body }) => {
      if (path === "/v1/auth/approle/login") {
        if (text(body, "role_id") !== roleId || text(body, "secret_id") !== secretId)
          return refuse(400, "invalid role or secret ID");
        const made = `s.${randomBytes(12).toString("hex")}`;
        valid.add(made);
        return { status: 200, body: { auth: { client_token: made, lease_duration: 3600, renewable: true } } };
      }
      if (!valid.has(String(headers["x-vault-token"]))) return refuse(403, "permission denied");
      const [, act, name = "", rest = ""] = /^\/v1\/transit\/(keys|encrypt|decrypt)\/([^/]+)(\/.*)?$/.exec(path) ?? [];
      if (act === "keys") return onKey(name, rest, method, body);
      const key = keys.get(name);
      if (key === undefined) return refuse(act === "decrypt" ? 400 : 404, "encryption key not found");
      return act === "encrypt" ? encrypt(key, body) : act === "decrypt" ? decrypt(key, body) : refuse(404);
    },
    (status) => ({ errors: [status === 503 ? "Vault is sealed" : "trouble"] }),
  );
  return Object.assign(server, {
    token,
    roleId,
    secretId,
    expireTokens: () => {
      for (const one of valid) if (one !== token) valid.delete(one);
    },
  });
}
