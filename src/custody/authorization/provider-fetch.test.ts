import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProviderFetch, mayBeProvider } from "./provider-fetch.ts";

let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  if (request.url === "/moved") response.writeHead(302, { location: "/elsewhere" }).end();
  else if (request.url === "/endless") response.end("x".repeat(2 * 1024 * 1024));
  else {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => response.writeHead(200, { "content-type": "application/json" }).end(`{"got":"${body}"}`));
  }
});
let here: number;
beforeAll(async () => {
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  here = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

const get = { method: "GET", headers: {} } as const;
const refusal = { code: "federation/refused" };

test.each([
  "169.254.169.254",
  "[fe80::1]",
  "[fd00:ec2::254]",
  "0.0.0.0",
  "[::]",
  "[::ffff:169.254.169.254]",
  "[::ffff:a9fe:a9fe]",
])("no provider is at %s", async (host) => {
  for (const mayUseLoopback of [true, false]) {
    expect(mayBeProvider(host, mayUseLoopback)).toBe(false);
    await expect(createProviderFetch({ mayUseLoopback })(`https://${host}/`, get)).rejects.toMatchObject(refusal);
  }
});

test.each(["127.0.0.1", "127.9.9.9", "[::1]", "[::ffff:127.0.0.1]"])(
  "a provider is at %s only where nobody else comes",
  (host) => expect([mayBeProvider(host, true), mayBeProvider(host, false)]).toEqual([true, false]),
);

test.each(["192.0.2.10", "10.1.2.3", "[2001:db8::1]", "id.example.org"])("a provider may be at %s", (host) =>
  expect(mayBeProvider(host, false)).toBe(true),
);

test("a name that leads to such an address is none either, whichever of its addresses it is", async () => {
  for (const address of ["169.254.169.254", "127.0.0.1"]) {
    const ask = createProviderFetch({
      mayUseLoopback: false,
      lookup: (_name, _options, done) =>
        done(null, [
          { address: "192.0.2.1", family: 4 },
          { address, family: 4 },
        ]),
    });
    await expect(ask(`https://id.example.org:${here}/`, get)).rejects.toMatchObject(refusal);
  }
  expect(asked).toBe(0);
});

test("nothing is asked without TLS but of this machine", async () => {
  const ask = createProviderFetch({ mayUseLoopback: true });
  await expect(ask("http://192.0.2.1/", get)).rejects.toMatchObject(refusal);
  await expect(ask("http://id.example.org/", get)).rejects.toMatchObject(refusal);
});

test("what is asked comes back as it is: no redirect is followed, and nothing endless is read", async () => {
  const ask = createProviderFetch({ mayUseLoopback: true });
  const post = { method: "POST", headers: { "content-type": "text/plain" }, body: new URLSearchParams({ a: "b c" }) };
  const answer = await ask(`http://localhost:${here}/token`, post);
  expect([answer.status, answer.headers.get("content-type"), await answer.json()]).toEqual([
    200,
    "application/json",
    { got: "a=b+c" },
  ]);
  const moved = await ask(`http://127.0.0.1:${here}/moved`, get);
  expect([moved.status, moved.headers.get("location")]).toEqual([302, "/elsewhere"]);
  await expect(ask(`http://127.0.0.1:${here}/endless`, get)).rejects.toMatchObject(refusal);
});
