import Fastify from "fastify";
import type { InjectOptions } from "fastify";
import { beforeAll, describe, expect, test } from "vitest";
import {
  addClientAnswer,
  addPersonAnswer,
  changePersonAnswer,
  clientList,
  csrfHeader,
  installationState,
  peopleList,
  problem,
  roleList,
  roleName,
  session,
  signInStep,
} from "../../../../contract/index.ts";
import { roleNames } from "../../../custody/access/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { codeAt } from "../../../custody/identity/testing/people.ts";
import { randomToken, sha256 } from "../../../foundation/crypto/index.ts";
import { createAuthenticate } from "./authenticate.ts";
import { requireCaller } from "./guard.ts";
import { answerProblem } from "./problem-handler.ts";
import { identityRoutes } from "./routes.ts";

const installation = await anInstallation();
const { identity, now, wait, takeEvents } = installation;
const token = randomToken();
let tokenHash: Buffer | undefined = sha256(token);

const app = Fastify();
const authenticate = createAuthenticate(identity);
await app.register(identityRoutes, {
  identity,
  authenticate,
  now,
  setUp: {
    tokenHash: async () => tokenHash,
    spendToken: async () => {
      const spent = tokenHash !== undefined;
      tokenHash = undefined;
      return spent;
    },
    createOrganisation: async (name) => (await installation.createOrganisation(name)).tenant,
  },
});
// Stands for every other route of the server.
app.setErrorHandler(answerProblem);
for (const method of ["GET", "POST"] as const) {
  app.route({ method, url: "/probe", handler: async (request) => ({ id: (await requireCaller(authenticate, request)).id }) });
}

const password = "Grey-Lantern7";
const setUpBody = { token, organisationName: "Hill Clinic", given: "Amara", family: "Osei", username: "amara", password };

interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
  readonly totpSecret: string;
}

const post = (url: string, payload: object, headers: Record<string, string> = {}) => app.inject({ method: "POST", url, payload, headers });

async function finish(step: { readonly challenge: string; readonly totpSecret: string }): Promise<SignedIn> {
  const answer = await post("/api/session/second-factor", { challenge: step.challenge, code: codeAt(step.totpSecret, now()) });
  expect(answer.statusCode).toBe(200);
  wait(30_000);
  const [header] = [answer.headers["set-cookie"]].flat();
  return { cookie: String(header).split(";")[0] ?? "", csrf: session.parse(answer.json()).csrfToken, totpSecret: step.totpSecret };
}

function as(who: SignedIn, options: InjectOptions & { readonly url: string }) {
  return app.inject({ ...options, headers: { cookie: who.cookie, [csrfHeader]: who.csrf, ...options.headers } });
}

function enrolOf(body: unknown) {
  const step = signInStep.parse(body);
  if (step.step !== "enrol") throw new Error(`expected enrol, got ${step.step}`);
  return step;
}

test("the roles of the contract and of access are the same", () => {
  expect(roleName.options).toEqual([...roleNames]);
});

test("an empty installation says so, and refuses a wrong token, a weak password and another site without using the token up", async () => {
  expect(installationState.parse((await app.inject("/api/state")).json())).toEqual({ state: "needs-set-up", demonstration: false, severalOrganisations: false });
  expect((await post("/api/set-up", { ...setUpBody, token: "wrong" })).json()).toMatchObject({ code: "set-up/wrong-token", path: "token" });
  const weak = await post("/api/set-up", { ...setUpBody, password: "Password123!" });
  expect([weak.statusCode, weak.json().code, weak.json().path]).toEqual([422, "password/common", "password"]);
  expect((await post("/api/set-up", setUpBody, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
  expect((await app.inject("/api/state")).json().state).toBe("needs-set-up");
});

describe("with the first administrator", () => {
  let administrator: SignedIn;

  beforeAll(async () => {
    const answer = await post("/api/set-up", setUpBody);
    expect(answer.statusCode).toBe(200);
    administrator = await finish(enrolOf(answer.json()));
  });

  /** Somebody of this role, through the whole first sign-in. */
  async function aPerson(username: string, role: (typeof roleNames)[number]): Promise<SignedIn & { readonly id: string }> {
    const payload = { username, given: "Ben", family: "Adeyemi", role };
    const added = addPersonAnswer.parse((await as(administrator, { method: "POST", url: "/api/people", payload })).json());
    const first = signInStep.parse((await post("/api/session", { username, password: added.temporaryPassword })).json());
    if (first.step !== "new-password") throw new Error(`expected new-password, got ${first.step}`);
    const second = await post("/api/session/password", { challenge: first.challenge, password });
    return { ...(await finish(enrolOf(second.json()))), id: added.person.id };
  }

  test("the set-up is over", async () => {
    expect((await app.inject("/api/state")).json().state).toBe("ready");
    expect((await post("/api/set-up", setUpBody)).json()).toMatchObject({ code: "set-up/not-open" });
  });

  test("the session says who is signed in, where, and what the role allows", async () => {
    const answer = await as(administrator, { url: "/api/session" });
    const body = session.parse(answer.json());
    expect(body.person).toMatchObject({ username: "amara", displayName: "Amara Osei", role: "administrator" });
    expect(body.organisation).toEqual({ name: "Hill Clinic", shortName: "hill-clinic", demonstration: false });
    expect(body.scopes).toContain("user/Practitioner.cruds");
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("the cookie is out of reach of scripts, other sites and sibling hosts", async () => {
    const step = signInStep.parse((await post("/api/session", { username: "amara", password })).json());
    if (step.step !== "second-factor") throw new Error(step.step);
    const answer = await post("/api/session/second-factor", { challenge: step.challenge, code: codeAt(administrator.totpSecret, now()) });
    wait(30_000);
    expect(answer.headers["set-cookie"]).toMatch(/^__Host-wardbook=[^;]+; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
    expect(answer.body).not.toContain(String(answer.headers["set-cookie"]).slice(20, 60));
  });

  test("a wrong password, an unknown name and an unknown organisation get one answer", async () => {
    const answers = await Promise.all([
      post("/api/session", { username: "amara", password: "wrong" }),
      post("/api/session", { username: "nobody", password: "wrong" }),
      post("/api/session", { username: "amara", password, organisation: "elsewhere" }),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual(answers[0]?.json());
      expect(problem.parse(answer.json()).code).toBe("session/wrong-credentials");
    }
  });

  test("a locked name is told how long to wait", async () => {
    for (let n = 0; n < 5; n++) await post("/api/session", { username: "nobody.else", password: "wrong" });
    const answer = await post("/api/session", { username: "nobody.else", password: "wrong" });
    expect([answer.statusCode, answer.json().code, answer.headers["retry-after"]]).toEqual([429, "session/locked", "900"]);
    expect(answer.json().message).toContain("15 minutes");
  });

  test("every way of not being signed in gets one answer", async () => {
    const reference = await app.inject("/probe");
    const tried = [
      { authorization: "Bearer x" },
      { authorization: "Bearer a.b.c" },
      { authorization: "Basic YTpi" },
      { authorization: "" },
      { cookie: "__Host-wardbook=x" },
      { cookie: `__Host-wardbook=1.${"A".repeat(43)}` },
      { cookie: administrator.cookie, authorization: "Bearer x" },
      { cookie: `x${administrator.cookie}` },
    ];
    for (const headers of tried) {
      const answer = await app.inject({ url: "/probe", headers });
      expect([answer.statusCode, answer.body]).toEqual([401, reference.body]);
    }
    expect((await app.inject({ url: "/probe", headers: { cookie: `a=b; ${administrator.cookie}; c=d` } })).statusCode).toBe(200);
  });

  test("a changing request needs the session's own token and must come from these pages", async () => {
    const probe = (headers: Record<string, string>) => app.inject({ method: "POST", url: "/probe", headers: { cookie: administrator.cookie, host: "ward.test", ...headers } });
    const own = { [csrfHeader]: administrator.csrf };
    expect((await probe(own)).statusCode).toBe(200);
    expect((await probe({ ...own, "sec-fetch-site": "same-origin", origin: "https://ward.test" })).statusCode).toBe(200);
    const someoneElse = await aPerson("csrf.other", "auditor");
    const forged: Record<string, string>[] = [
      {},
      { [csrfHeader]: "" },
      { [csrfHeader]: someoneElse.csrf },
      { ...own, "sec-fetch-site": "cross-site" },
      { ...own, "sec-fetch-site": "same-site" },
      { ...own, origin: "https://evil.test" },
      { ...own, origin: "https://ward.test:8443" },
      { ...own, origin: "null" },
    ];
    for (const headers of forged) {
      const answer = await probe(headers);
      expect([answer.statusCode, answer.json().code]).toEqual([403, "session/cross-site"]);
    }
  });

  test("keep-alive counts as activity, asking for the session does not", async () => {
    const person = await aPerson("busy.person", "clinician");
    const ask = (url: string) => as(person, { url });
    wait(20 * 60_000);
    expect((await ask("/api/session/keep-alive")).statusCode).toBe(204);
    await as(administrator, { url: "/api/session/keep-alive" });
    wait(20 * 60_000);
    await as(administrator, { url: "/api/session/keep-alive" });
    expect(session.parse((await ask("/api/session")).json()).idleSecondsLeft).toBe(600);
    wait(10 * 60_000);
    const over = await ask("/api/session");
    expect([over.statusCode, over.json().code]).toEqual([401, "session/none"]);
    expect((await ask("/api/session/keep-alive")).statusCode).toBe(401);
  });

  test("signing out ends the session and clears the cookie; without a session it does nothing", async () => {
    const person = await aPerson("signs.out", "clinician");
    expect((await app.inject({ method: "DELETE", url: "/api/session", headers: { cookie: person.cookie } })).statusCode).toBe(403);
    const answer = await as(person, { method: "DELETE", url: "/api/session" });
    expect([answer.statusCode, answer.headers["set-cookie"]]).toEqual([204, "__Host-wardbook=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"]);
    expect((await as(person, { url: "/api/session" })).statusCode).toBe(401);
    expect((await app.inject({ method: "DELETE", url: "/api/session" })).statusCode).toBe(204);
  });

  test("malformed requests name the field and never its value", async () => {
    const answer = await post("/api/session/second-factor", { challenge: "x", code: "SECRET" });
    expect([answer.statusCode, answer.json().code, answer.json().path]).toEqual([400, "input/malformed", "code"]);
    expect(answer.body).not.toContain("SECRET");
    const notJson = await app.inject({ method: "POST", url: "/api/session", payload: "{", headers: { "content-type": "application/json" } });
    expect([notJson.statusCode, notJson.json().code]).toEqual([400, "input/unreadable"]);
  });

  describe("people", () => {
    test("are listed, added and changed by administrators", async () => {
      const person = await aPerson("to.change", "clinician");
      const list = peopleList.parse((await as(administrator, { url: "/api/people" })).json());
      expect(list.people.find((row) => row.id === person.id)).toMatchObject({ username: "to.change", state: "active", role: "clinician" });
      const change = (payload: object) => as(administrator, { method: "PATCH", url: `/api/people/${person.id}`, payload });
      expect(changePersonAnswer.parse((await change({ role: "front-desk" })).json()).person.role).toBe("front-desk");
      expect(changePersonAnswer.parse((await change({ resetCredentials: true })).json()).temporaryPassword).toMatch(/^.{4}(-.{4}){3}$/);
      expect(changePersonAnswer.parse((await change({ state: "ended" })).json()).person.state).toBe("ended");
      expect((await change({ state: "ended" })).json()).toMatchObject({ code: "people/illegal-change" });
      expect((await as(person, { url: "/api/session" })).statusCode).toBe(401);
    });

    test("are refused clearly", async () => {
      const add = (payload: object) => as(administrator, { method: "POST", url: "/api/people", payload });
      const taken = await add({ username: "amara", given: "A", family: "B", role: "auditor" });
      expect([taken.statusCode, taken.json()]).toMatchObject([409, { code: "people/username-taken", path: "username" }]);
      const nobody = await as(administrator, { method: "PATCH", url: "/api/people/00000000-0000-4000-8000-000000000000", payload: { unlock: true } });
      expect([nobody.statusCode, nobody.json().code]).toEqual([404, "people/unknown"]);
      const list = peopleList.parse((await as(administrator, { url: "/api/people" })).json());
      const self = list.people.find((row) => row.username === "amara")?.id;
      const own = await as(administrator, { method: "PATCH", url: `/api/people/${self}`, payload: { role: "clinician" } });
      expect([own.statusCode, own.json().code]).toEqual([409, "people/own-access"]);
    });

    test("and clients and roles are for administrators alone", async () => {
      for (const role of ["clinician", "front-desk", "auditor"] as const) {
        const person = await aPerson(`not.admin.${role}`, role);
        for (const url of ["/api/people", "/api/clients", "/api/roles"]) {
          const answer = await as(person, { url });
          expect([answer.statusCode, answer.json().code]).toEqual([403, "access/not-permitted"]);
        }
      }
      expect((await app.inject("/api/people")).statusCode).toBe(401);
    });

    test("have roles with counts", async () => {
      const { roles } = roleList.parse((await as(administrator, { url: "/api/roles" })).json());
      expect(roles.map((role) => role.name)).toEqual(roleNames);
      expect(roles[0]?.people).toBe(1);
    });
  });

  describe("the token endpoint", () => {
    const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      app.inject({
        method: "POST",
        url: "/oauth/token",
        payload: new URLSearchParams(fields).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      });
    const grant = { grant_type: "client_credentials" };

    async function aClient(scope = "system/Patient.rs system/Observation.cruds") {
      const payload = { name: "Lab feed", scope };
      return addClientAnswer.parse((await as(administrator, { method: "POST", url: "/api/clients", payload })).json());
    }
    const basicOf = (id: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}` });

    test("gives a token for Basic and for form credentials, and the token opens", async () => {
      const { client, secret } = await aClient();
      for (const answer of [
        await form(grant, basicOf(client.id, secret)),
        await form({ ...grant, client_id: client.id, client_secret: secret, scope: "system/Patient.r" }),
      ]) {
        expect(answer.statusCode).toBe(200);
        expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
        const body = answer.json();
        expect(body).toMatchObject({ token_type: "Bearer", expires_in: 600 });
        const opened = await app.inject({ method: "POST", url: "/probe", headers: { authorization: `Bearer ${body.access_token}` } });
        expect(opened.json()).toEqual({ id: client.id });
        expect((await app.inject({ url: "/api/people", headers: { authorization: `Bearer ${body.access_token}` } })).statusCode).toBe(403);
      }
    });

    test("refuses as RFC 6749 says", async () => {
      const { client, secret } = await aClient();
      const own = { client_id: client.id, client_secret: secret };
      const basic = basicOf(client.id, secret);
      const cases: [Awaited<ReturnType<typeof form>>, number, string][] = [
        [await form({ ...grant, ...own, client_secret: "wrong" }), 401, "invalid_client"],
        [await form(grant, basicOf(client.id, "wrong")), 401, "invalid_client"],
        [await form(grant, { authorization: "Bearer x" }), 401, "invalid_client"],
        [await form(grant), 401, "invalid_client"],
        [await form({ ...own, grant_type: "password" }), 400, "unsupported_grant_type"],
        [await form(own), 400, "invalid_request"],
        [await form({ ...grant, ...own }, basic), 400, "invalid_request"],
        [await form({ ...grant, client_id: "other" }, basic), 400, "invalid_request"],
        [await form({ ...grant, ...own, scope: "system/*.cruds" }), 400, "invalid_scope"],
        [await form({ ...grant, ...own, scope: "system/Patient.read" }), 400, "invalid_scope"],
      ];
      for (const [answer, status, error] of cases) expect([answer.statusCode, answer.json().error]).toEqual([status, error]);
      expect(cases[1]?.[0].headers["www-authenticate"]).toMatch(/^Basic/);
      const twice = await app.inject({ method: "POST", url: "/oauth/token", payload: "grant_type=client_credentials&grant_type=x", headers: { "content-type": "application/x-www-form-urlencoded" } });
      expect(twice.json().error).toBe("invalid_request");
      expect((await post("/oauth/token", grant)).json().error).toBe("invalid_request");
    });

    test("gives an ended client nothing more, and its tokens open nothing", async () => {
      const { client, secret } = await aClient();
      const body = (await form(grant, basicOf(client.id, secret))).json();
      const headers = { authorization: `Bearer ${body.access_token}` };
      expect((await app.inject({ url: "/probe", headers })).statusCode).toBe(200);
      expect((await as(administrator, { method: "DELETE", url: `/api/clients/${client.id}` })).statusCode).toBe(204);
      expect((await app.inject({ url: "/probe", headers })).statusCode).toBe(401);
      expect((await form(grant, basicOf(client.id, secret))).statusCode).toBe(401);
      const rows = clientList.parse((await as(administrator, { url: "/api/clients" })).json()).clients;
      expect(rows.find((row) => row.id === client.id)).toMatchObject({ state: "ended", name: "Lab feed" });
    });

    test("clients take system scopes of SMART v2 only", async () => {
      for (const [scope, code] of [["system/Patient.read", "scope/version-1"], ["user/Patient.r", "clients/unsuitable-scope"]] as const) {
        const answer = await as(administrator, { method: "POST", url: "/api/clients", payload: { name: "Lab feed", scope } });
        expect([answer.statusCode, answer.json()]).toMatchObject([422, { code, path: "scope" }]);
      }
    });
  });

  test("without a demonstration organisation there is no demonstration sign-in", async () => {
    expect((await app.inject("/api/demonstration/people")).statusCode).toBe(404);
    const person = await aPerson("no.demo", "clinician");
    expect((await post("/api/demonstration/session", { personId: person.id })).statusCode).toBe(404);
  });

  test("with one, its people sign in by name, and nobody else does", async () => {
    const demonstration = await installation.createOrganisation("Demonstration", { demonstration: true });
    const operator = { kind: "system", id: "x", name: "x" } as const;
    const profile = { username: "demo", given: "Demo", family: "Clinician", jobTitle: "GP", role: "clinician" } as const;
    const { person } = await identity.people.add(operator, demonstration.tenant, profile, { kind: "none" });
    expect((await app.inject("/api/demonstration/people")).json()).toEqual({
      people: [{ personId: person.id, displayName: "Demo Clinician", jobTitle: "GP", role: "clinician" }],
    });
    takeEvents();
    const answer = await post("/api/demonstration/session", { personId: person.id });
    expect(session.parse(answer.json()).organisation.demonstration).toBe(true);
    expect(takeEvents()).toMatchObject([{ act: "signed-in", detail: "demonstration", actor: { id: person.id, from: "127.0.0.1" } }]);
    const real = await aPerson("still.no.demo", "clinician");
    expect((await post("/api/demonstration/session", { personId: real.id })).statusCode).toBe(404);
    expect((await post("/api/demonstration/session", { personId: person.id }, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    // The real organisation stays the one that needs no naming.
    expect((await post("/api/session", { username: "amara", password })).json().step).toBe("second-factor");
    expect((await app.inject("/api/state")).json()).toEqual({ state: "ready", demonstration: true, severalOrganisations: false });
  });
});
