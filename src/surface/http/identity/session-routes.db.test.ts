import { expect, test } from "vitest";
import { csrfHeader, problem, session, signInStep, unattendedHeader } from "../../../../contract/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { codeAt } from "../../../custody/identity/testing/people.ts";
import { aServer, password } from "./testing/server.ts";

const installation = await anInstallation();
const { now, wait } = installation;
const { app, post, as, setUp, addPerson } = await aServer(installation);
const administrator = await setUp();

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
  const answer = await post("/api/session/second-factor", {
    challenge: step.challenge,
    code: codeAt(administrator.totpSecret, now()),
  });
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
  expect([answer.statusCode, answer.json().code, answer.headers["retry-after"]]).toEqual([
    429,
    "session/locked",
    "900",
  ]);
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
  expect(
    (await app.inject({ url: "/probe", headers: { cookie: `a=b; ${administrator.cookie}; c=d` } })).statusCode,
  ).toBe(200);
});

test("a changing request needs the session's own token and must come from these pages", async () => {
  const probe = (headers: Record<string, string>) =>
    app.inject({
      method: "POST",
      url: "/probe",
      headers: { cookie: administrator.cookie, host: "ward.test", ...headers },
    });
  const own = { [csrfHeader]: administrator.csrf };
  expect((await probe(own)).statusCode).toBe(200);
  expect((await probe({ ...own, "sec-fetch-site": "same-origin", origin: "https://ward.test" })).statusCode).toBe(200);
  const someoneElse = await addPerson(administrator, "csrf.other", "auditor");
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
  const person = await addPerson(administrator, "busy.person", "clinician");
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

test("what a page asks by itself while nobody is there is answered and keeps nothing alive", async () => {
  const person = await addPerson(administrator, "gone.person", "clinician");
  const ask = (headers: Record<string, string>) => as(person, { url: "/api/session/keep-alive", headers });
  wait(20 * 60_000);
  expect((await ask({ [unattendedHeader]: "1" })).statusCode).toBe(204);
  await as(administrator, { url: "/api/session/keep-alive" });
  wait(11 * 60_000);
  expect((await ask({ [unattendedHeader]: "1" })).statusCode).toBe(401);
  expect((await ask({})).statusCode).toBe(401);
});

test("signing out ends the session and clears the cookie; without a session it does nothing", async () => {
  const person = await addPerson(administrator, "signs.out", "clinician");
  expect(
    (await app.inject({ method: "DELETE", url: "/api/session", headers: { cookie: person.cookie } })).statusCode,
  ).toBe(403);
  const answer = await as(person, { method: "DELETE", url: "/api/session" });
  expect([answer.statusCode, answer.headers["set-cookie"]]).toEqual([
    204,
    "__Host-wardbook=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0",
  ]);
  expect((await as(person, { url: "/api/session" })).statusCode).toBe(401);
  expect((await app.inject({ method: "DELETE", url: "/api/session" })).statusCode).toBe(204);
});

test("signing in anew in a browser ends what it was signed in to, and says so", async () => {
  const before = await addPerson(administrator, "was.here", "clinician");
  const other = await addPerson(administrator, "comes.now", "clinician");
  const signIn = async (cookie: string) => {
    const first = await post("/api/session", { username: "comes.now", password }, { cookie });
    const step = signInStep.parse(first.json());
    if (step.step !== "second-factor") throw new Error(step.step);
    const proof = { challenge: step.challenge, code: codeAt(other.totpSecret, now()) };
    wait(30_000);
    return post("/api/session/second-factor", proof, { cookie });
  };
  installation.takeEvents();
  expect((await signIn(before.cookie)).statusCode).toBe(200);
  expect((await app.inject({ url: "/api/session", headers: { cookie: before.cookie } })).statusCode).toBe(401);
  // Another browser of theirs goes on.
  expect((await app.inject({ url: "/api/session", headers: { cookie: other.cookie } })).statusCode).toBe(200);
  expect((await signIn(other.cookie)).statusCode).toBe(200);
  expect((await app.inject({ url: "/api/session", headers: { cookie: other.cookie } })).statusCode).toBe(401);
  const ended = installation.takeEvents().filter(({ act }) => act === "session-ended");
  expect(ended.map(({ actor, subject, detail }) => [actor.id, subject?.id, detail])).toEqual([
    ["sign-in", before.id, "somebody signed in anew in its browser"],
    ["sign-in", other.id, "somebody signed in anew in its browser"],
  ]);
});

test("malformed requests name the field and never its value", async () => {
  const answer = await post("/api/session/second-factor", { challenge: "x", code: "SECRET" });
  expect([answer.statusCode, answer.json().code, answer.json().path]).toEqual([400, "input/malformed", "code"]);
  expect(answer.body).not.toContain("SECRET");
  const notJson = await app.inject({
    method: "POST",
    url: "/api/session",
    payload: "{",
    headers: { "content-type": "application/json" },
  });
  expect([notJson.statusCode, notJson.json().code]).toEqual([400, "input/unreadable"]);
});
