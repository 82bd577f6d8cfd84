import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { askServer } from "./ask-server.ts";
import { parseConfig } from "./foundation/platform/config/index.ts";
import { selfSigned } from "./foundation/platform/tls/index.ts";

const directory = mkdtempSync(join(tmpdir(), "wardbook-ask-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("asks where the server listens, under its public name, and trusts its trial certificate and no other", async () => {
  const { certificate, key } = selfSigned(["records.example", "127.0.0.1"], Date.now());
  const hosts: (string | undefined)[] = [];
  const server = createServer({ cert: certificate, key }, (request, reply) => {
    hosts.push(request.headers.host);
    reply.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const config = parseConfig({
    WARDBOOK_DATA: directory,
    WARDBOOK_PORT: String(port),
    WARDBOOK_TLS: "self-signed",
    WARDBOOK_PUBLIC_URL: "https://records.example",
  });
  const ask = () => askServer(config, `${config.publicOrigin}/api/state`);
  try {
    await expect(ask()).rejects.toThrow();
    mkdirSync(join(directory, "tls"));
    writeFileSync(join(directory, "tls", "trial.pem"), certificate);
    expect(await ask()).toEqual({ ok: true });
    expect(hosts).toEqual(["records.example"]);
    writeFileSync(join(directory, "tls", "trial.pem"), selfSigned(["records.example"], Date.now()).certificate);
    await expect(ask()).rejects.toThrow();
  } finally {
    server.close();
  }
});
