import { once } from "node:events";
import { type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { aBase, connectTo } from "./base.ts";
import { measureRound } from "./measure.ts";
import { scenarios } from "./scenarios.ts";
import type { World } from "./world.ts";

const id = "6f1c2a34-8d7e-4b15-9a0c-2f3e4d5c6b7a";
const world: World = {
  tag: "t",
  patients: [`Patient/${id}`],
  writingPatients: [`Patient/${id}`],
  observations: [`Observation/${id}`],
  observationsPerCode: 1,
  patientsByFamily: new Map([["Marlow", 1]]),
  families: ["Marlow"],
};

async function serving(answer: RequestListener) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return aBase("test", `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir/`, () => "token");
}

async function faultsOf(name: string, answer: RequestListener) {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new Error("no such scenario");
  const base = await serving(answer);
  const { errors, requests } = await measureRound(base, world, scenario, {
    connections: 2,
    seconds: 0.15,
    seed: 1,
    meters: [],
  });
  return {
    kinds: Object.keys(errors),
    all: Object.values(errors).reduce((sum, count) => sum + count, 0) === requests,
    requests,
  };
}

test("right answers are no errors", async () => {
  const faults = await faultsOf("read", (request, response) =>
    response.end(JSON.stringify({ resourceType: "Observation", id: request.url?.split("/").at(-1) })),
  );
  expect(faults.kinds).toEqual([]);
  expect(faults.requests).toBeGreaterThan(1);
});

test("an answer about another record is an error", async () => {
  expect(await faultsOf("read", (_request, response) => response.end('{"id":"another"}'))).toMatchObject({
    kinds: ["another id"],
    all: true,
  });
});

test("a refusal is an error", async () => {
  expect(await faultsOf("create", (_request, response) => response.writeHead(503).end("{}"))).toMatchObject({
    kinds: ["status 503"],
    all: true,
  });
});

test("a search that finds too little is an error", async () => {
  const { kinds } = await faultsOf("search-code", (_request, response) => response.end('{"resourceType":"Bundle"}'));
  expect(kinds).toEqual(["0 matches instead of 1"]);
});

test("a connection that breaks is an error, and the next request opens another", async () => {
  const faults = await faultsOf("read", (request) => request.socket.destroy());
  expect(faults).toMatchObject({ kinds: ["the server hung up"], all: true });
  expect(faults.requests).toBeGreaterThan(2);
});

test("answers are read whole, in pieces and in chunks", async () => {
  const long = JSON.stringify({ text: "é".repeat(700_000) });
  const base = await serving((request, response) => {
    if (request.url?.endsWith("chunked")) {
      for (let at = 0; at < long.length; at += 99_999) response.write(long.slice(at, at + 99_999));
      response.end();
    } else response.writeHead(200, { "content-length": Buffer.byteLength(long) }).end(long);
  });
  const connection = connectTo(base);
  onTestFinished(() => connection.close());
  for (const path of ["/whole", "/chunked", "/whole"]) {
    const answer = await connection.send({ method: "GET", path });
    expect([answer.status, answer.body.toString() === long]).toEqual([200, true]);
  }
});

test("requests carry the token, the path below the base, and their body", async () => {
  const seen: unknown[] = [];
  const base = await serving((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      seen.push([request.method, request.url, request.headers.authorization, body]);
      response.end("{}");
    });
  });
  const connection = connectTo(base);
  onTestFinished(() => connection.close());
  await connection.send({ method: "POST", path: "/Observation", body: '{"é":1}' });
  expect(seen).toEqual([["POST", "/fhir/Observation", "Bearer token", '{"é":1}']]);
});
