import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TLSSocket, connect } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { selfSigned } from "./foundation/platform/tls/index.ts";
import { openTls } from "./open-tls.ts";
import { toldLog } from "../test/support/told-log.ts";

const directory = mkdtempSync(join(tmpdir(), "wardbook-open-tls-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** The serial number of the certificate that a new connection is shown. */
function shown(server: Server): Promise<string> {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

test("new connections are shown the renewed certificate, without a restart, and still TLS 1.3 only", async () => {
  const files = { certificate: join(directory, "chain.pem"), key: join(directory, "key.pem") };
  const put = ({ certificate, key }: { readonly certificate: string; readonly key: string }) => {
    writeFileSync(files.certificate, certificate);
    writeFileSync(files.key, key);
  };
  put(selfSigned(["localhost"], Date.now()));
  const opened = await openTls(
    { kind: "files", ...files },
    {
      dataDirectory: directory,
      host: "127.0.0.1",
      publicOrigin: "https://localhost",
      now: Date.now,
      log: toldLog(),
    },
  );
  if (opened === undefined) throw new Error("TLS is off");
  const server = createServer({ cert: opened.inUse.certificate, key: opened.inUse.key, minVersion: "TLSv1.3" });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = opened.follow(server, 20);
  try {
    const before = await shown(server);
    put(selfSigned(["localhost"], Date.now()));
    await expect.poll(() => shown(server)).not.toBe(before);
  } finally {
    stop();
    server.close();
  }
});
