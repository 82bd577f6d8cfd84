import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { defaultPublicOrigin, parsePublicUrl } from "./public-origin.ts";

test.each([
  ["https://records.example", "https://records.example"],
  ["https://records.example/", "https://records.example"],
  ["https://Records.Example:443", "https://records.example"],
  ["http://10.0.0.5:8080", "http://10.0.0.5:8080"],
  ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"],
])("reads %s", (text, origin) => {
  expect(parsePublicUrl(text)).toBe(origin);
});

test.each([
  "records.example",
  "https://records.example/app",
  "https://a:b@records.example",
  "ftp://x",
  "https://x/?",
  "https://x/#",
  "",
])("refuses %j", (text) => {
  expect(parsePublicUrl(text)).toBeUndefined();
});

test.each([
  [{ host: "127.0.0.1", port: 8080, secure: false }, "http://localhost:8080"],
  [{ host: "::1", port: 8443, secure: true }, "https://localhost:8443"],
  [{ host: "clinic.lan", port: 443, secure: true }, "https://clinic.lan"],
  [{ host: "fd00::5", port: 8080, secure: true }, "https://[fd00::5]:8080"],
  [{ host: "0.0.0.0", port: 8080, secure: true }, undefined],
])("calls %j %s", (listening, origin) => {
  expect(defaultPublicOrigin(listening)).toBe(origin);
});

test("listening on every address, asks what browsers use", () => {
  expect(() => parseConfig({ WARDBOOK_HOST: "0.0.0.0", WARDBOOK_TLS: "self-signed" })).toThrow(
    expect.objectContaining({ code: "config/no-public-url", message: expect.stringContaining("WARDBOOK_PUBLIC_URL") }),
  );
  const config = parseConfig({
    WARDBOOK_HOST: "::",
    WARDBOOK_TLS: "self-signed",
    WARDBOOK_PUBLIC_URL: "https://records.example",
  });
  expect(config.publicOrigin).toBe("https://records.example");
});
