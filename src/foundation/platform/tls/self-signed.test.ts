import { X509Certificate, createPrivateKey } from "node:crypto";
import { connect, createServer } from "node:tls";
import { expect, test } from "vitest";
import { selfSigned, validDays } from "./self-signed.ts";

const now = Date.UTC(2026, 2, 7, 9);

test("is a certificate that its own key signed, for the names asked for, for a while", () => {
  const { certificate, key } = selfSigned(["records.example", "127.0.0.1", "2001:db8::5"], now);
  const read = new X509Certificate(certificate);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(read.checkHost("records.example")).toBe("records.example");
  expect(read.checkHost("other.example")).toBeUndefined();
  expect(read.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(read.checkIP("2001:db8::5")).toBe("2001:db8::5");
  expect(read.checkIP("2001:db8::6")).toBeUndefined();
  expect(read.ca).toBe(false);
  expect(new Date(read.validTo).getTime()).toBe(now + validDays * 86_400_000);
});

test("no two have the same number", () => {
  const numbers = Array.from(
    { length: 50 },
    () => new X509Certificate(selfSigned(["a"], now).certificate).serialNumber,
  );
  expect(new Set(numbers).size).toBe(50);
});

test("a client that trusts just this certificate completes the handshake", async () => {
  const { certificate, key } = selfSigned(["localhost"], Date.now());
  const server = createServer({ cert: certificate, key, minVersion: "TLSv1.3" }, (socket) => socket.end("hello"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port, servername: "localhost", ca: certificate });
      socket.on("error", reject);
      socket.on("data", (data) => resolve(`${socket.getProtocol()} ${data.toString()}`));
    });
    expect(said).toBe("TLSv1.3 hello");
  } finally {
    server.close();
  }
});
