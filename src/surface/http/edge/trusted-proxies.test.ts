import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { isThisMachine, translateForwarded, trustOf } from "./trusted-proxies.ts";

const trusts = trustOf(["10.0.0.5", "192.168.0.0/16", "2001:db8::/32"]);

test.each(["10.0.0.5", "::ffff:10.0.0.5", "192.168.3.4", "2001:db8:1::1"])("%s is a declared proxy", (address) => {
  expect(trusts(address)).toBe(true);
});

test.each(["10.0.0.6", "192.169.0.1", "2001:db9::1", "::1", "", undefined, "nonsense"])("%s is none", (address) => {
  expect(trusts(address)).toBe(false);
});

test("this machine is itself, whichever way it is written", () => {
  for (const address of ["127.0.0.1", "127.5.5.5", "::1", "::ffff:127.0.0.1"])
    expect(isThisMachine(address)).toBe(true);
  expect(isThisMachine("128.0.0.1")).toBe(false);
});

function translated(remoteAddress: string, headers: Record<string, string>): IncomingMessage["headers"] {
  const request = { headers: { ...headers }, socket: { remoteAddress } } as IncomingMessage;
  translateForwarded(request, trusts);
  return request.headers;
}

test("a declared proxy's Forwarded is read, hop by hop", () => {
  const forwarded = 'for=192.0.2.60;proto=http, for="[2001:db8:cafe::17]:4711";proto=https;host="records.example"';
  expect(translated("10.0.0.5", { forwarded })).toMatchObject({
    "x-forwarded-for": "192.0.2.60, 2001:db8:cafe::17",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "records.example",
  });
});

test("nobody else's is, and none beside the older headers", () => {
  const forwarded = "for=192.0.2.60";
  expect(translated("10.0.0.6", { forwarded })).toEqual({ forwarded });
  expect(translated("10.0.0.5", { forwarded, "x-forwarded-for": "192.0.2.1" })["x-forwarded-for"]).toBe("192.0.2.1");
  expect(translated("10.0.0.5", { forwarded: "for=unknown, for=_hidden" })["x-forwarded-for"]).toBeUndefined();
});
