import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { exchange, requestText } from "./edge-exchange.ts";

let house: TestHouse;
let token: string;
let host: string;
beforeAll(async () => {
  // Every route is asked several times from one address.
  const address = 10_000;
  house = await aHouse({
    limits: { budgets: { recovery: { address }, "set-up": { address }, "sign-in": { address } } },
  });
  token = await house.token();
  host = new URL(house.origin).host;
  await house.makeDemonstration();
});
afterAll(() => house.end());

const filled = (url: string) =>
  url.replace(/:[A-Za-z]+/g, "0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5").replace("*", "Patient");

test("every route's answer, refused or not, carries the headers that keep browsers safe", async () => {
  const wrong: string[] = [];
  for (const { method, url } of house.routes) {
    if (url === "/*" || ["HEAD", "OPTIONS", "TRACE", "QUERY"].includes(method)) continue;
    for (const authorization of [undefined, `Bearer ${token}`]) {
      const answer = await fetch(`${house.origin}${filled(url)}`, {
        method,
        redirect: "manual",
        headers: authorization === undefined ? {} : { authorization },
      });
      // One of them has no end to read to.
      await answer.body?.cancel();
      const has = (name: string, value: string | RegExp) => {
        const found = answer.headers.get(name) ?? "";
        if (typeof value === "string" ? found !== value : !value.test(found))
          wrong.push(`${method} ${url} ${answer.status} ${name}: ${found}`);
      };
      has("x-content-type-options", "nosniff");
      has("referrer-policy", "no-referrer");
      has("content-security-policy", /default-src 'none'.*frame-ancestors 'none'/);
      has("content-security-policy", /base-uri 'none'/);
      has("cross-origin-opener-policy", "same-origin");
      // Documents that apps of other origins have to read before anybody is known.
      const isPublic = /metadata|well-known|jwks|smart-style|^\/log\//.test(url);
      has("cross-origin-resource-policy", isPublic ? /^(?:same|cross)-origin$/ : "same-origin");
      has("cross-origin-embedder-policy", "require-corp");
      has("cache-control", isPublic ? /./ : /no-store|no-cache/);
      has("ratelimit", /^"[a-z-]+";r=\d+;t=\d+$/);
      if (
        answer.headers.get("content-length") !== "0" &&
        answer.status !== 204 &&
        answer.status !== 303 &&
        answer.status !== 302
      )
        has("content-type", /; ?charset=utf-8/);
      if (
        answer.headers.get("access-control-allow-origin") === "*" &&
        authorization !== undefined &&
        answer.status === 200 &&
        !isPublic
      )
        wrong.push(`${method} ${url} may be read by everybody`);
      if (answer.headers.has("server") || answer.headers.has("x-powered-by"))
        wrong.push(`${method} ${url} says what runs`);
    }
  }
  expect(wrong).toEqual([]);
});

test("pages run our own scripts only, and say what of the browser they use", async () => {
  const answers = await Promise.all(
    [1, 2].map(() => fetch(`${house.origin}/patients`, { headers: { accept: "text/html" } })),
  );
  const policies = answers.map((answer) => answer.headers.get("content-security-policy") ?? "");
  for (const policy of policies) {
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  }
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
  expect(new Set(nonces).size).toBe(2);
  expect(await answers[0]?.text()).toContain(nonces[0]);
  const permissions = answers[0]?.headers.get("permissions-policy") ?? "";
  expect(permissions).toContain("publickey-credentials-get=(self)");
  expect(permissions).toContain("camera=(self)");
  expect(permissions).toContain("microphone=()");
});

test("what is no page runs nothing when it is opened as one", async () => {
  for (const path of ["/fhir/metadata", "/api/state", "/api/nowhere", "/nowhere.js"]) {
    const answer = await fetch(`${house.origin}${path}`);
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none';.*sandbox$/);
  }
});

test("no cookie is set but with the __Host- prefix, for this host, for the server only", async () => {
  const { people } = (await (await fetch(`${house.origin}/api/demonstration/people`)).json()) as {
    people: { personId: string }[];
  };
  const entered = await fetch(`${house.origin}/api/demonstration/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ personId: people[0]?.personId }),
  });
  const cookies = entered.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-wardbook[a-z-]*=/);
    for (const attribute of ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"])
      expect(cookie).toContain(`; ${attribute}`);
    expect(cookie).not.toMatch(/domain=/i);
    expect(cookie.length).toBeLessThan(4_096);
  }
});

test("TRACE, CONNECT and made-up methods are refused, with what the address does take", async () => {
  for (const method of ["TRACE", "PROPFIND", "MKCOL", "PATCH"]) {
    const answer = await exchange(house.origin, requestText(method, "/api/state", { host, "x-secret": "reflected" }));
    expect([method, answer.status]).toEqual([method, 405]);
    expect(answer.headers.get("allow")).toContain("GET, HEAD");
    expect(answer.body).not.toContain("reflected");
  }
  for (const method of ["TRACE", "PROPFIND"]) {
    const answer = await exchange(house.origin, requestText(method, "/fhir/Patient", { host }));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, expect.stringContaining("GET")]);
  }
  const tunnel = await exchange(house.origin, `CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n`);
  expect([0, 400, 405, 421]).toContain(tunnel.status);
});

test("no header and no parameter makes one method another", async () => {
  for (const name of ["x-http-method-override", "x-http-method", "x-method-override"]) {
    const answer = await fetch(`${house.origin}/api/state?_method=DELETE`, { headers: { [name]: "DELETE" } });
    expect(answer.status).toBe(200);
    const posted = await fetch(`${house.origin}/fhir/Patient/0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5`, {
      method: "POST",
      headers: { [name]: "DELETE", authorization: `Bearer ${token}`, "content-type": "application/fhir+json" },
      body: "{}",
    });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "DELETE, GET, HEAD, PUT"]);
  }
});

test.each(["/fhir/Patient", "/fhir/Patient/0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5", "/fhir/metadata", "/fhir/_history"])(
  "%s is not answered in another format than the one asked for",
  async (path) => {
    const ask = async (query: string, accept = "*/*") => {
      const answer = await fetch(`${house.origin}${path}${query}`, {
        headers: { accept, authorization: `Bearer ${token}` },
      });
      return answer.status;
    };
    for (const format of ["xml", "application/fhir%2Bxml", "text/xml", "ttl", "application/fhir+xml"])
      expect(await ask(`?_format=${format}`)).toBe(406);
    for (const accept of ["application/fhir+xml", "text/html", "application/xml, text/turtle"])
      expect(await ask("", accept)).toBe(406);
    for (const format of ["json", "application/json", "application/fhir+json", "application/fhir%2Bjson"])
      expect(await ask(`?_format=${format}`)).not.toBe(406);
    expect(await ask("", "application/fhir+xml;q=0.1, application/fhir+json;q=0.9")).not.toBe(406);
  },
);

test("XML that is sent is refused as such", async () => {
  const answer = await fetch(`${house.origin}/fhir/Patient`, {
    method: "POST",
    headers: { "content-type": "application/fhir+xml", authorization: `Bearer ${token}` },
    body: "<Patient/>",
  });
  expect(answer.status).toBe(415);
});

test("what another origin's page makes a browser send is refused, whatever the route", async () => {
  const wrong: string[] = [];
  for (const { method, url } of house.routes) {
    if (["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"].includes(method) || url === "/*" || url.startsWith("/oauth"))
      continue;
    for (const header of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
      const answer = await fetch(`${house.origin}${filled(url)}`, {
        method,
        headers: { ...header, cookie: "__Host-wardbook=x" },
      });
      const text = await answer.text();
      if (answer.status !== 403 || !text.includes("session/cross-site"))
        wrong.push(`${method} ${url} ${JSON.stringify(header)} ${answer.status}`);
    }
  }
  expect(wrong).toEqual([]);
});
