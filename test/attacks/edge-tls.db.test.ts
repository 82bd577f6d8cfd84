import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TLSSocket, connect } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selfSigned } from "../../src/foundation/platform/tls/index.ts";
import { type Serving, serve } from "../../src/serve.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { freePort } from "../support/free-port.ts";
import { exchange, requestText } from "./edge-exchange.ts";
import { toldLog } from "../support/told-log.ts";

const directory = mkdtempSync(join(tmpdir(), "wardbook-edge-tls-"));
const files = { certificate: join(directory, "chain.pem"), key: join(directory, "key.pem") };
const pair = selfSigned(["localhost"], Date.now());
let database: FreshDatabase;
let serving: Serving;
let port: number;

beforeAll(async () => {
  writeFileSync(files.certificate, pair.certificate);
  writeFileSync(files.key, pair.key);
  database = await freshDatabase();
  port = await freePort();
  serving = await serveWith({ kind: "files", ...files });
});
afterAll(async () => {
  await serving.stop();
  await database.drop();
  rmSync(directory, { recursive: true });
});

function serveWith(
  tls: { readonly kind: "self-signed" } | ({ readonly kind: "files" } & typeof files),
): Promise<Serving> {
  return serve({
    dataDirectory: database.dataDirectory,
    host: "127.0.0.1",
    port,
    tls,
    database: database.owner,
    passphrase: undefined,
    log: toldLog(),
  });
}

function get(path: string, ca: string): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port,
        path,
        ca,
        servername: "localhost",
        headers: { host: `localhost:${port}` },
        agent: false,
      },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

/** What a handshake with these limits comes to. */
function handshake(options: {
  readonly minVersion?: "TLSv1.2";
  readonly maxVersion?: "TLSv1.2" | "TLSv1.3";
  readonly ciphers?: string;
}): Promise<string> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connect(
      { host: "127.0.0.1", port, ca: pair.certificate, servername: "localhost", ...options },
      () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().standardName}`);
        socket.destroy();
      },
    );
    socket.on("error", (error) => resolve("code" in error ? String(error.code) : "error"));
  });
}

test("speaks TLS 1.3, with ciphers that keep past sessions secret, and nothing older", async () => {
  expect(serving.origin).toBe(`https://localhost:${port}`);
  expect(await handshake({})).toMatch(
    /^TLSv1\.3 TLS_(AES_256_GCM_SHA384|AES_128_GCM_SHA256|CHACHA20_POLY1305_SHA256)$/,
  );
  expect(await handshake({ maxVersion: "TLSv1.2" })).toMatch(/PROTOCOL_VERSION|ECONNRESET/);
});

test("answers nothing unencrypted", async () => {
  const answer = await exchange(
    `http://127.0.0.1:${port}`,
    requestText("GET", "/api/state", { host: `localhost:${port}` }),
  );
  expect(answer.body).not.toContain("state");
  expect([0, 400]).toContain(answer.status);
});

test("tells browsers to stay with TLS, and gives encrypted addresses", async () => {
  const { status, headers } = await get("/fhir/metadata", pair.certificate);
  expect(status).toBe(200);
  expect(headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
});

test("cookies of an app's request for consent come with the __Secure- prefix", async () => {
  const { keyring, identity, authorization } = serving.house;
  const tenant = await keyring.createTenant({ name: "Clinic", shortName: "clinic", demonstration: false });
  identity.organisations.forgetRemembered();
  const redirectUri = "https://app.example/callback";
  const operator = { kind: "system", id: "test", name: "test" } as const;
  const { client } = await authorization.clients.add(operator, tenant, {
    name: "Growth chart",
    kind: "public",
    scope: "openid patient/*.rs launch/patient",
    redirectUris: [redirectUri],
  });
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: "openid launch/patient patient/Patient.rs",
    aud: `${serving.origin}/fhir`,
    state: "s",
    code_challenge: "A".repeat(43),
    code_challenge_method: "S256",
  });
  const { headers } = await get(`/oauth/authorize?${query}`, pair.certificate);
  const cookies = [headers["set-cookie"] ?? []].flat();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Secure-wardbook-/);
    for (const attribute of ["secure", "httponly", "samesite=lax"])
      expect(cookie.toLowerCase()).toContain(`; ${attribute}`);
  }
});

test("a trial's own certificate works, is kept, and ties no browser to TLS", async () => {
  await serving.stop();
  serving = await serveWith({ kind: "self-signed" });
  const kept = readFileSync(join(database.dataDirectory, "tls", "trial.pem"), "utf8");
  const { status, headers } = await get("/api/state", kept);
  expect([status, headers["strict-transport-security"]]).toEqual([200, undefined]);
  expect(statSync(join(database.dataDirectory, "tls", "trial-key.pem")).mode & 0o077).toBe(0);
});

test("a certificate that isn't the key's stops the start", async () => {
  writeFileSync(files.key, selfSigned(["localhost"], Date.now()).key);
  await serving.stop();
  await expect(serveWith({ kind: "files", ...files })).rejects.toMatchObject({ code: "tls/wrong-key" });
  writeFileSync(files.key, pair.key);
  serving = await serveWith({ kind: "files", ...files });
});
