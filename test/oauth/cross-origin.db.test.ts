import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { aPatient, aPerson, anApp, operator } from "./app.ts";

// A browser lets a page of another origin read an answer only if the answer says so.

const app = "https://growth.example";
const stranger = "https://evil.example";
let house: TestHouse;
let patient: string;
let token: string;

beforeAll(async () => {
  house = await aHouse();
  await anApp(house, { kind: "public", redirectUris: [`${app}/callback`, "com.growth.app:/callback"] });
  await anApp(house, { kind: "confidential", redirectUris: ["https://server.example/callback"] });
  patient = await aPatient(house);
  token = await house.token("system/*.rs");
});
afterAll(() => house.end());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** As a browser sends it: `fetch` doesn't let one say where a request comes from. */
function ask(method: string, path: string, headers: Record<string, string>, body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(new URL(path, house.origin), { method, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

const preflight = (origin: string, path: string) =>
  ask("OPTIONS", path, {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization",
  });
const told = ({ headers }: Answer) => Object.keys(headers).filter((name) => name.startsWith("access-control-"));

describe("the FHIR interface", () => {
  test("is readable by an app that is registered from there, refusals included", async () => {
    const authorization = `Bearer ${token}`;
    const read = await ask("GET", `/fhir/Patient/${patient}`, { origin: app, authorization });
    expect(read).toMatchObject({ status: 200, headers: { "access-control-allow-origin": app } });
    expect(read.headers["access-control-expose-headers"]).toContain("etag");
    expect(read.headers["vary"]).toMatch(/origin/i);
    for (const [path, headers, status] of [
      [`/fhir/Patient/${patient}`, {}, 401],
      ["/fhir/Patient/nobody", { authorization }, 404],
      ["/fhir/Nothing", { authorization }, 404],
    ] as const)
      expect(await ask("GET", path, { origin: app, ...headers })).toMatchObject({
        status,
        headers: { "access-control-allow-origin": app },
      });
    const asked = await preflight(app, "/fhir/Patient");
    expect(asked).toMatchObject({ status: 204, headers: { "access-control-allow-origin": app } });
    expect(asked.headers["access-control-allow-headers"]).toContain("authorization");
  });

  test.each([
    stranger,
    "http://growth.example",
    "https://growth.example:8443",
    "https://sub.growth.example",
    "https://growth.example.evil.example",
    "https://server.example",
    "com.growth.app://",
    "null",
    "*",
    "",
  ])("tells nothing to %s", async (origin) => {
    const authorization = `Bearer ${token}`;
    expect(told(await ask("GET", `/fhir/Patient/${patient}`, { origin, authorization }))).toEqual([]);
    expect(told(await ask("GET", `/fhir/Patient/${patient}`, { origin }))).toEqual([]);
    const asked = await preflight(origin, "/fhir/Patient");
    expect(told(asked)).toEqual([]);
    expect(asked.status).not.toBe(204);
  });

  test("takes no cookie from another origin, registered or not, and allows none", async () => {
    const { headers } = await aPerson(house);
    const cookie = headers.cookie;
    const path = `/fhir/Patient/${patient}`;
    expect((await ask("GET", path, { cookie })).status).toBe(200);
    expect((await ask("GET", path, { cookie, origin: house.origin })).status).toBe(200);
    for (const origin of [app, stranger, "null"]) {
      const answer = await ask("GET", path, { origin, cookie });
      expect(answer.status, origin).toBe(401);
      expect(told(answer)).not.toContain("access-control-allow-credentials");
    }
    expect(told(await preflight(app, "/fhir/Patient"))).not.toContain("access-control-allow-credentials");
  });

  test("forgets an app's origin when the app ends", async () => {
    const origin = "https://short.example";
    const { client } = await anApp(house, { kind: "public", redirectUris: [`${origin}/callback`] });
    expect(told(await ask("GET", "/fhir/metadata", { origin }))).toContain("access-control-allow-origin");
    await house.house.authorization.clients.end(operator, house.tenant, client.id);
    expect(told(await ask("GET", "/fhir/metadata", { origin }))).toEqual([]);
  });
});

describe("the protocol's addresses", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };

  test.each(["/oauth/token", "/oauth/introspect", "/oauth/revoke"])("%s answers registered apps only", async (path) => {
    expect(told(await preflight(app, path))).toContain("access-control-allow-origin");
    expect(told(await preflight(stranger, path))).toEqual([]);
    const body = "grant_type=authorization_code&code=x&client_id=1.aaaaaaaaaaaaaaaa&token=x";
    const answer = await ask("POST", path, { origin: stranger, ...form }, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(told(answer)).toEqual([]);
  });

  test("a token is given to an app from its own origin, and not from another app's", async () => {
    const { client } = await anApp(house, { kind: "public", redirectUris: ["https://other.example/callback"] });
    const body = `grant_type=authorization_code&code=x&client_id=${client.id}&code_verifier=${"v".repeat(43)}&redirect_uri=https%3A%2F%2Fother.example%2Fcallback`;
    const own = await ask("POST", "/oauth/token", { origin: "https://other.example", ...form }, body);
    expect(own).toMatchObject({ status: 400, headers: { "access-control-allow-origin": "https://other.example" } });
    expect(told(await ask("POST", "/oauth/token", { origin: app, ...form }, body))).not.toContain(
      "access-control-allow-origin",
    );
  });

  test("no other address tells another origin anything", async () => {
    const { headers } = await aPerson(house);
    for (const path of ["/api/session", "/api/state", "/oauth/authorize?client_id=x", "/api/clients", "/"])
      for (const origin of [app, stranger]) {
        expect(told(await ask("GET", path, { origin, cookie: headers.cookie })), path).toEqual([]);
        expect(told(await preflight(origin, path)), path).toEqual([]);
      }
  });
});
