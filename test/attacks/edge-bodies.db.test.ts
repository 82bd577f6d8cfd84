import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { answerIn, exchange, requestText } from "./edge-exchange.ts";

let house: TestHouse;
let host: string;
let token: string;
beforeAll(async () => {
  house = await aHouse({
    limits: {
      connections: {
        headersSeconds: 1,
        requestSeconds: 30,
        lookSeconds: 0.25,
        leastReceived: 512,
        patience: 2,
        takingSeconds: 0.5,
        leastTaken: 1_000_000_000,
        mostPerAddress: 40,
      },
    },
  });
  host = new URL(house.origin).host;
  token = await house.token();
});
afterAll(() => house.end());

const json = { "content-type": "application/json" };

async function post(path: string, body: string): Promise<{ status: number; text: string }> {
  const headers = path.startsWith("/fhir")
    ? { "content-type": "application/fhir+json", authorization: `Bearer ${token}` }
    : json;
  const answer = await fetch(`${house.origin}${path}`, { method: "POST", headers, body });
  return { status: answer.status, text: await answer.text() };
}

const manyMembers = (count: number) => `{${Array.from({ length: count }, (_, n) => `"k${n}":1`).join(",")}}`;
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

test.each([
  ["/api/session", "x".repeat(70_000)],
  ["/api/session", JSON.stringify({ username: "x".repeat(50_000) })],
  ["/api/session", manyMembers(400)],
  ["/api/session", deep(9)],
  ["/api/people", deep(40)],
  ["/api/people", manyMembers(15_000)],
  ["/fhir/Patient", `{"resourceType":"Patient","x":[${"1,".repeat(450_000)}1]}`],
  ["/fhir/Patient", `{"resourceType":"Patient","x":[${"1.5,".repeat(20_001)}1]}`],
  ["/fhir", `{"resourceType":"Bundle","type":"batch","entry":[${"{},".repeat(1_100_000)}{}]}`],
  ["/fhir", `${"[".repeat(2_000)}`],
])("%s refuses a body that holds too much (%#), unread", async (path, body) => {
  const { status, text } = await post(path, body);
  expect(status).toBe(413);
  expect(text).not.toContain("k1");
  if (path.startsWith("/fhir")) expect(text).toContain('"code":"http/too-complex"');
});

test("what an honest client sends passes", async () => {
  const patient = {
    resourceType: "Patient",
    name: Array.from({ length: 500 }, (_, n) => ({ family: `F${n}`, given: ["A"] })),
  };
  expect((await post("/fhir/Patient", JSON.stringify(patient))).status).toBe(201);
  const entry = { resource: { resourceType: "Patient", active: true }, request: { method: "POST", url: "Patient" } };
  const bundle = { resourceType: "Bundle", type: "batch", entry: Array.from({ length: 200 }, () => entry) };
  expect((await post("/fhir", JSON.stringify(bundle))).status).toBe(200);
});

test("headers that don't come are not waited for", async () => {
  const answer = await exchange(house.origin, `GET /fhir/metadata HTTP/1.1\r\nhost: ${host}\r\nx-slow: `);
  expect(answer.status).toBe(408);
});

test("a body that comes drop by drop is cut off, and one that comes in time is not", async () => {
  const head = (length: number) =>
    `POST /api/session HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  const socket = connect(Number(new URL(house.origin).port), "127.0.0.1");
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.write(head(60_000));
  const drops = setInterval(() => socket.write("x"), 100);
  await closed;
  clearInterval(drops);

  const quick = connect(Number(new URL(house.origin).port), "127.0.0.1");
  const said = new Promise<string>((resolve) => quick.once("data", (data) => resolve(data.toString())));
  quick.write(head(6_000));
  for (let part = 0; part < 6; part += 1) {
    quick.write(part === 0 ? `{"a":"${"x".repeat(994)}` : part === 5 ? `${"x".repeat(998)}"}` : "x".repeat(1_000));
    await sleep(200);
  }
  expect(answerIn(await said).status).toBe(400);
  quick.destroy();
});

test("an answer that nobody takes is not kept for ever", async () => {
  const extension = Array.from({ length: 8 }, () => ({ url: "urn:x", valueString: "y".repeat(900_000) }));
  const big = { resourceType: "Basic", code: { text: "x" }, extension };
  const created = await post("/fhir/Basic", JSON.stringify(big));
  expect(created.status).toBe(201);
  const { id } = JSON.parse(created.text) as { id: string };
  const socket = connect(Number(new URL(house.origin).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.pause();
  socket.write(`GET /fhir/Basic/${id} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n\r\n`);
  await sleep(3_000);
  let taken = 0;
  socket.on("data", (data) => {
    taken += data.length;
  });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.resume();
  await closed;
  expect(taken).toBeLessThan(7_000_000);
});

test("one address opens only so many connections", async () => {
  const sockets = Array.from({ length: 60 }, () => {
    const socket = connect(Number(new URL(house.origin).port), "127.0.0.1");
    socket.on("error", () => undefined);
    return socket;
  });
  try {
    const closed = await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<boolean>((resolve) => {
            socket.once("close", () => resolve(true));
            setTimeout(() => resolve(socket.destroyed), 500);
          }),
      ),
    );
    expect(closed.filter(Boolean).length).toBeGreaterThanOrEqual(20);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  await sleep(200);
  expect((await exchange(house.origin, requestText("GET", "/api/state", { host }))).status).toBe(200);
});
