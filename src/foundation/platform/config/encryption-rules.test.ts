import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";

const publicUrl = "https://records.example";

test("another machine's address without TLS is refused, and the error says what to set", () => {
  for (const host of ["10.0.0.5", "clinic.lan", "fd00::5"]) {
    expect(() => parseConfig({ WARDBOOK_HOST: host })).toThrow(
      expect.objectContaining({
        code: "config/unencrypted",
        message: expect.stringMatching(/WARDBOOK_TLS.*WARDBOOK_TRUST_PROXY/),
      }),
    );
  }
});

test.each([
  [{ WARDBOOK_TLS: "self-signed" }],
  [{ WARDBOOK_TLS: "tls/chain.pem, tls/key.pem" }],
  [{ WARDBOOK_TRUST_PROXY: "10.0.0.9, 192.168.0.0/16", WARDBOOK_PUBLIC_URL: publicUrl }],
])("with %j it is served", (settings) => {
  expect(parseConfig({ WARDBOOK_HOST: "10.0.0.5", ...settings }).host).toBe("10.0.0.5");
});

test("a public URL that speaks of TLS wants somebody to do it", () => {
  expect(() => parseConfig({ WARDBOOK_PUBLIC_URL: publicUrl })).toThrow(
    expect.objectContaining({ code: "config/undeclared-proxy" }),
  );
  expect(parseConfig({ WARDBOOK_PUBLIC_URL: publicUrl, WARDBOOK_TRUST_PROXY: "127.0.0.1" }).proxies).toEqual([
    "127.0.0.1",
  ]);
});

test("a public URL without TLS is for this machine only", () => {
  for (const settings of [
    { WARDBOOK_TRUST_PROXY: "127.0.0.1", WARDBOOK_PUBLIC_URL: "http://records.example" },
    { WARDBOOK_TLS: "self-signed", WARDBOOK_PUBLIC_URL: "http://localhost:8080" },
  ])
    expect(() => parseConfig(settings)).toThrow(expect.objectContaining({ code: "config/unencrypted" }));
});

test("TLS makes the default public URL an encrypted one, and its files absolute", () => {
  const config = parseConfig({ WARDBOOK_TLS: "chain.pem,key.pem" });
  expect(config.publicOrigin).toBe("https://localhost:8080");
  expect(config.tls).toEqual({ kind: "files", certificate: resolve("chain.pem"), key: resolve("key.pem") });
});

test.each([
  ["WARDBOOK_TLS", "on"],
  ["WARDBOOK_TLS", "a.pem,b.pem,c.pem"],
  ["WARDBOOK_TRUST_PROXY", "proxy.example"],
  ["WARDBOOK_TRUST_PROXY", "10.0.0.1,"],
  ["WARDBOOK_TRUST_PROXY", "0.0.0.0/0"],
  ["WARDBOOK_TRUST_PROXY", "10.0.0.0/33"],
  ["WARDBOOK_PUBLIC_URL", "https://records.example/app"],
])("says what %s takes instead of %s", (name, value) => {
  expect(() => parseConfig({ [name]: value })).toThrow(
    expect.objectContaining({ code: "config/bad-value", message: expect.stringMatching(`^${name} must`) }),
  );
});
