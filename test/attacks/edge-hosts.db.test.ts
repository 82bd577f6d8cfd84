import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "../../src/serve.ts";
import { freePort } from "../support/free-port.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { freshDatabase } from "../support/database.ts";
import { exchange, requestText } from "./edge-exchange.ts";
import { toldLog } from "../support/told-log.ts";

let house: TestHouse;
let own: string;
beforeAll(async () => {
  house = await aHouse();
  own = new URL(house.origin).host;
});
afterAll(() => house.end());

const evil = "evil.example";

test.each([
  ["/fhir/metadata", '"resourceType":"OperationOutcome"'],
  ["/fhir/Patient/1", '"code":"http/unknown-host"'],
  ["/api/state", '"code":"http/unknown-host"'],
  ["/oauth/token", '"error":"invalid_request"'],
  ["/", '"code":"http/unknown-host"'],
  ["/nowhere", '"code":"http/unknown-host"'],
])("%s doesn't answer for another host", async (target, says) => {
  for (const host of [evil, `${evil}:80`, `${own}.${evil}`, `x${own}`, "127.0.0.1", "", "localhost:1"]) {
    const answer = await exchange(house.origin, requestText("GET", target, { host }));
    expect([400, 421]).toContain(answer.status);
    expect(answer.body).not.toContain(evil);
    if (answer.status === 421) expect(answer.body).toContain(says);
  }
});

test("this machine's other names are its own", async () => {
  const { port } = new URL(house.origin);
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`])
    expect((await exchange(house.origin, requestText("GET", "/api/state", { host }))).status).toBe(200);
});

test("nobody but a declared proxy can say for which host a request is, nor from whom", async () => {
  for (const header of ["x-forwarded-host", "x-host", "forwarded", "x-original-url", "x-rewrite-url"]) {
    const value = header === "forwarded" ? `host=${evil}` : header.endsWith("url") ? "/api/people" : evil;
    const answer = await exchange(house.origin, requestText("GET", "/fhir/metadata", { host: own, [header]: value }));
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(own);
    expect(answer.body).not.toContain(evil);
  }
});

test("two hosts, an absolute address, or none at all are no request", async () => {
  const two = `GET /api/state HTTP/1.1\r\nhost: ${own}\r\nHost: ${evil}\r\nconnection: close\r\n\r\n`;
  const absolute = requestText("GET", `http://${evil}/api/state`, { host: own });
  const none = `GET /api/state HTTP/1.1\r\nconnection: close\r\n\r\n`;
  const older = `GET /api/state HTTP/1.0\r\n\r\n`;
  for (const text of [two, absolute, none]) expect((await exchange(house.origin, text)).status).toBe(400);
  expect((await exchange(house.origin, older)).status).toBe(421);
});

test("two lengths, or a length and chunks, are no request: nothing can be smuggled behind one", async () => {
  const body = '{"a":1}';
  const head = `POST /api/session HTTP/1.1\r\nhost: ${own}\r\ncontent-type: application/json\r\n`;
  for (const framing of [
    `content-length: 7\r\ncontent-length: 0\r\n`,
    `content-length: 7\r\ntransfer-encoding: chunked\r\n`,
    `transfer-encoding: chunked, identity\r\n`,
    `transfer-encoding: xchunked\r\n`,
    `content-length: +7\r\n`,
    `content-length : 7\r\n`,
  ]) {
    const answer = await exchange(house.origin, `${head}${framing}\r\n${body}`);
    expect([400, 0], framing).toContain(answer.status);
  }
});

test("behind a declared proxy, its word counts, and only encrypted requests are answered", async () => {
  const database = await freshDatabase();
  const port = await freePort();
  const serving = await serve({
    dataDirectory: database.dataDirectory,
    host: "127.0.0.1",
    port,
    publicOrigin: "https://records.example",
    proxies: ["127.0.0.1"],
    database: database.owner,
    passphrase: undefined,
    log: toldLog(),
    limits: { budgets: { public: { address: 3 } } },
  });
  const at = `http://127.0.0.1:${port}`;
  const ask = (target: string, headers: Record<string, string>) =>
    exchange(
      at,
      requestText("GET", target, { host: "inside:8080", "x-forwarded-host": "records.example", ...headers }),
    );
  try {
    expect((await ask("/fhir/metadata", { "x-forwarded-proto": "https" })).body).toContain(
      "https://records.example/fhir",
    );
    expect((await ask("/fhir/metadata", { "x-forwarded-host": evil })).status).toBe(421);
    // The budget is each visitor's, not the proxy's.
    for (const visitor of ["192.0.2.1", "192.0.2.2", "2001:db8::1"]) {
      for (const status of [200, 200, 200, 429])
        expect((await ask("/api/state", { "x-forwarded-for": visitor })).status).toBe(status);
    }
    const forwarded = `for="[2001:db8:1::2]:4711";proto=https;host=records.example`;
    for (const status of [200, 200, 200, 429]) expect((await ask("/api/state", { forwarded })).status).toBe(status);
    // One home has more addresses than there are requests: they are one visitor.
    for (const neighbour of ["2001:db8::2", "2001:db8:0:7f:1234:5678:9abc:def0", "2001:db8:1:ff::1"])
      expect((await ask("/api/state", { "x-forwarded-for": neighbour })).status).toBe(429);
    // What a visitor put before it is not believed: the proxy's own entry is the last.
    expect((await ask("/api/state", { "x-forwarded-for": "203.0.113.9, 192.0.2.1" })).status).toBe(429);

    const clear = { "x-forwarded-proto": "http", "x-forwarded-for": "192.0.2.7" };
    const page = await ask("/patients?x=1", { ...clear, accept: "text/html" });
    expect([page.status, page.headers.get("location")]).toEqual([303, "https://records.example/patients?x=1"]);
    const program = await ask("/fhir/metadata", { ...clear, accept: "application/fhir+json" });
    expect(program.status).toBe(403);
    expect(page.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}; includeSubDomains$/);
  } finally {
    await serving.stop();
    await database.drop();
  }
});
