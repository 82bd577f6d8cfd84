import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { type RawRequest, malformedRequests } from "./malformed-request.ts";

// FUZZ_REQUESTS and FUZZ_SEED make it longer or another.
const count = Number(process.env["FUZZ_REQUESTS"] ?? 5_000);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_307);
const mostMilliseconds = 30_000;

let house: TestHouse;
let token: string;
beforeAll(async () => {
  house = await aHouse();
  token = await house.token();
});
afterAll(() => house.end());

/** Sends bytes and reads what comes back until the server closes, or the answer's body is whole. */
function send(request: RawRequest): Promise<string> {
  const { host, port } = new URL(house.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1");
    const parts: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer: ${request.name}`));
    }, mostMilliseconds);
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(Buffer.concat(parts).toString("latin1"));
    };
    socket.on("data", (data) => {
      parts.push(data);
      if (isWhole(Buffer.concat(parts).toString("latin1"), request.method === "HEAD")) finish();
    });
    socket.on("error", finish);
    socket.on("close", finish);
    socket.write(request.bytes(token, host));
  });
}

function isWhole(text: string, headOnly: boolean): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return false;
  if (headOnly) return true;
  const [, length] = /content-length: (\d+)/i.exec(text.slice(0, end)) ?? [];
  if (length !== undefined) return text.length >= end + 4 + Number(length);
  return /transfer-encoding: chunked/i.test(text.slice(0, end))
    ? text.endsWith("0\r\n\r\n")
    : /^HTTP\/1\.1 (204|304)/.test(text);
}

test(`${count} malformed requests are each answered by an OperationOutcome, none by an error of ours`, async () => {
  const wrong: string[] = [];
  const note = (request: RawRequest, why: string) => wrong.push(`${request.name}: ${why}`);
  const waiting = [...malformedRequests(seed, count)];
  const worker = async () => {
    for (let request = waiting.pop(); request !== undefined; request = waiting.pop()) {
      const answer = await send(request).catch((error: unknown) => String(error));
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
      if (status === undefined) note(request, `no HTTP answer (${answer.slice(0, 80)})`);
      else if (status >= "500") note(request, `status ${status}`);
      else if (status >= "400" && request.method !== "HEAD" && !answer.includes('"resourceType":"OperationOutcome"'))
        note(request, `${status} without an OperationOutcome`);
      else if (status < "400" && request.mustFail) note(request, `accepted with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  const causes = house.log.filter((line) => line.includes("request failed")).map((line) => line.slice(0, 700));
  expect(wrong, causes.slice(0, 5).join("\n")).toEqual([]);
});

test("the server still works after all that", async () => {
  const answer = await fetch(`${house.origin}/fhir/Patient`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
});

test("no content of a refused request reached the log", () => {
  expect(house.log.join("\n")).not.toContain("Zebedee-Canary");
});
