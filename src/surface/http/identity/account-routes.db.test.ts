import { describe, expect, test } from "vitest";
import {
  account,
  allSessions,
  authenticator,
  enrolment,
  identitySettings,
  passkeyEnrolOptions,
  passkeySignInOptions,
  passwordProfiles,
  personRow,
  recoveryCodes,
  recoveryList,
  recoveryRow,
  recoveryTicket,
  approveRecoveryAnswer,
  session,
  sessionList,
  signInStep,
  stepUpOptions,
} from "../../../../contract/index.ts";
import type { PasskeyCreation, PasskeyRequest } from "../../../custody/identity/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import { codeAt } from "../../../custody/identity/testing/people.ts";
import { aPasskey } from "../../../custody/identity/testing/virtual-authenticator.ts";
import { aServer, password } from "./testing/server.ts";
import type { SignedIn } from "./testing/server.ts";

const installation = await anInstallation();
const { now, wait } = installation;
const { app, as, post, setUp, addPerson } = await aServer(installation);
let administrator = await setUp();
const minute = 60_000;
const site = "https://wardbook.test";

const call = (who: SignedIn, method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", url: string, payload?: object) =>
  as(who, payload === undefined ? { method, url } : { method, url, payload });

/** Proves the person anew: cookie and CSRF token are new afterwards. */
async function prove(who: SignedIn): Promise<SignedIn> {
  wait(30_000);
  const answer = await call(who, "POST", "/api/session/step-up", {
    method: "password-and-code",
    password,
    code: codeAt(who.totpSecret, now()),
  });
  const { csrfToken, provenSecondsLeft } = session.parse(answer.json());
  expect(provenSecondsLeft).toBe(300);
  return { ...who, csrf: csrfToken, cookie: String(answer.headers["set-cookie"]).split(";")[0] ?? "" };
}

let count = 0;
async function somebody(
  role = "clinician" as "administrator" | "clinician",
): Promise<SignedIn & { readonly id: string }> {
  administrator = await prove(administrator);
  count += 1;
  return addPerson(administrator, `own.account${count}`, role);
}

/** Every act that changes how somebody gets in, or who may do what. */
const sensitive = [
  ["PATCH", "/api/account", { email: "a@clinic.test" }],
  ["POST", "/api/account/passkeys/options", {}],
  ["POST", "/api/account/passkeys", {}],
  ["POST", "/api/account/totp", {}],
  ["POST", "/api/account/totp/confirm", {}],
  ["DELETE", "/api/account/authenticators/00000000-0000-4000-8000-000000000000", undefined],
  ["POST", "/api/account/recovery-codes", {}],
  ["POST", "/api/account/password", { password: "x" }],
  ["DELETE", "/api/account/sessions", undefined],
  ["DELETE", "/api/account/sessions/00000000-0000-4000-8000-000000000000", undefined],
  ["PATCH", "/api/people/00000000-0000-4000-8000-000000000000", { role: "auditor" }],
  ["PATCH", "/api/people/00000000-0000-4000-8000-000000000000", { state: "ended" }],
  ["PATCH", "/api/people/00000000-0000-4000-8000-000000000000", { resetCredentials: true }],
  ["PATCH", "/api/people/00000000-0000-4000-8000-000000000000", { email: null }],
  ["DELETE", "/api/people/00000000-0000-4000-8000-000000000000/sessions", undefined],
  ["DELETE", "/api/sessions/00000000-0000-4000-8000-000000000000", undefined],
  ["POST", "/api/recoveries", { personId: "00000000-0000-4000-8000-000000000000", reason: "lost phone" }],
  ["POST", "/api/recoveries/00000000-0000-4000-8000-000000000000/approve", {}],
  ["POST", "/api/recoveries/00000000-0000-4000-8000-000000000000/refuse", {}],
  ["PUT", "/api/settings/identity", {}],
  ["PUT", "/api/settings/requests", {}],
] as const;

test("every sensitive act asks for a fresh proof five minutes after the last one", async () => {
  const person = await somebody("administrator");
  wait(5 * minute);
  for (const [method, url, payload] of sensitive) {
    const answer = await call(person, method, url, payload);
    expect([answer.statusCode, answer.json().code], `${method} ${url}`).toEqual([403, "session/step-up-needed"]);
  }
  const proven = await prove(person);
  for (const [method, url, payload] of sensitive) {
    const answer = await call(proven, method, url, payload);
    expect(answer.body, `${method} ${url}`).not.toContain("session/step-up-needed");
    if (url === "/api/account/sessions") break;
  }
});

test("a step-up leaves the former cookie and its token worthless", async () => {
  const person = await somebody();
  const proven = await prove(person);
  expect((await call(person, "GET", "/api/session")).statusCode).toBe(401);
  expect((await call({ ...proven, csrf: person.csrf }, "POST", "/api/account/totp", {})).json().code).toBe(
    "session/cross-site",
  );
  expect((await call(proven, "GET", "/api/session")).statusCode).toBe(200);
});

describe("an account", () => {
  test("tells its owner what proves them, and takes a passkey that then signs in and steps up", async () => {
    const person = await somebody();
    const before = account.parse((await call(person, "GET", "/api/account")).json());
    expect(before).toMatchObject({ recoveryCodesLeft: 0, passwordProfile: "policy", selfRecovery: false });
    expect(before.authenticators.map(({ kind }) => kind)).toEqual(["totp"]);

    const { options } = passkeyEnrolOptions.parse(
      (await call(person, "POST", "/api/account/passkeys/options", {})).json(),
    );
    const passkey = aPasskey(site);
    const response = passkey.attest(options as PasskeyCreation);
    const added = await call(person, "POST", "/api/account/passkeys", { response, name: "Phone" });
    expect([added.statusCode, authenticator.parse(added.json()).name]).toEqual([201, "Phone"]);

    const asked = passkeySignInOptions.parse((await post("/api/session/passkey/options", {})).json());
    const assertion = passkey.assert(asked.options as PasskeyRequest);
    const answer = await post("/api/session/passkey", { response: assertion });
    expect(session.parse(answer.json())).toMatchObject({ provenBy: "passkey", recoveryCodesLeft: 0 });
    expect(answer.headers["set-cookie"]).toMatch(/^__Host-wardbook=/);
    expect((await post("/api/session/passkey", { response: assertion })).json().code).toBe("session/wrong-passkey");

    const ways = stepUpOptions.parse((await call(person, "POST", "/api/session/step-up/options", {})).json());
    expect(ways.methods).toEqual(["passkey", "password-and-code"]);
    const proof = passkey.assert(ways.passkey as PasskeyRequest);
    expect(
      (await call(person, "POST", "/api/session/step-up", { method: "passkey", response: proof })).statusCode,
    ).toBe(200);
  });

  test("takes a second app, hands out codes, and signs in with one of them", async () => {
    const person = await somebody();
    const invitation = enrolment.parse((await call(person, "POST", "/api/account/totp", {})).json());
    const confirm = (code: string) =>
      call(person, "POST", "/api/account/totp/confirm", { challenge: invitation.challenge, code, name: "Tablet" });
    expect((await confirm("000000")).json()).toMatchObject({ code: "account/wrong-code", path: "code" });
    const app2 = authenticator.parse((await confirm(codeAt(invitation.totpSecret, now()))).json());
    const renamed = await call(person, "PATCH", `/api/account/authenticators/${app2.id}`, { name: "Old tablet" });
    expect(authenticator.parse(renamed.json()).name).toBe("Old tablet");
    expect((await call(person, "DELETE", `/api/account/authenticators/${app2.id}`)).statusCode).toBe(204);
    const [remaining] = account.parse((await call(person, "GET", "/api/account")).json()).authenticators;
    const last = await call(person, "DELETE", `/api/account/authenticators/${remaining?.id ?? ""}`);
    expect([last.statusCode, last.json().code]).toEqual([409, "account/last-authenticator"]);

    const { codes } = recoveryCodes.parse((await call(person, "POST", "/api/account/recovery-codes", {})).json());
    const username = account.parse((await call(person, "GET", "/api/account")).json()).username;
    const step = signInStep.parse((await post("/api/session", { username, password })).json());
    if (step.step !== "second-factor") throw new Error(step.step);
    expect(step.methods).toEqual(["totp", "recovery-code"]);
    const both = { challenge: step.challenge, code: "000000", recoveryCode: codes[0] };
    expect((await post("/api/session/second-factor", both)).statusCode).toBe(400);
    const entered = await post("/api/session/second-factor", { challenge: step.challenge, recoveryCode: codes[0] });
    expect(session.parse(entered.json()).recoveryCodesLeft).toBe(9);
  });

  test("changes its password with the present one", async () => {
    const person = await somebody();
    const change = (body: object) => call(person, "POST", "/api/account/password", body);
    expect((await change({ current: "wrong", password: "Red-Kettle-19!" })).json()).toMatchObject({
      code: "session/wrong-credentials",
      path: "current",
    });
    expect((await change({ current: password, password: "short" })).json()).toMatchObject({ path: "password" });
    const changed = await change({ current: password, password: "Red-Kettle-19!" });
    expect(session.parse(changed.json()).csrfToken).not.toBe(person.csrf);
    expect((await call(person, "GET", "/api/session")).statusCode).toBe(401);
  });
});

describe("sessions", () => {
  test("are listed and ended by their owner, and by whoever manages sessions", async () => {
    const person = await somebody();
    const mine = sessionList.parse((await call(person, "GET", "/api/account/sessions")).json()).sessions;
    expect(mine).toMatchObject([{ current: true, purpose: "TREAT" }]);
    expect((await call(person, "GET", "/api/sessions")).json().code).toBe("access/not-permitted");
    administrator = await prove(administrator);
    const all = allSessions.parse((await call(administrator, "GET", "/api/sessions")).json()).sessions;
    const found = all.find((one) => one.person.id === person.id);
    expect(found).toMatchObject({ current: false, person: { displayName: "Ben Adeyemi" } });
    expect((await call(administrator, "DELETE", `/api/sessions/${found?.id ?? ""}`)).statusCode).toBe(204);
    expect((await call(person, "GET", "/api/session")).statusCode).toBe(401);
    expect((await call(administrator, "DELETE", `/api/people/${person.id}/sessions`)).statusCode).toBe(204);
  });

  test("act for one of the role's purposes at a time", async () => {
    const person = await somebody();
    const before = session.parse((await call(person, "GET", "/api/session")).json());
    expect([before.purpose, before.purposes?.map(({ code }) => code)]).toEqual([
      "TREAT",
      ["TREAT", "ETREAT", "HOPERAT"],
    ]);
    expect((await call(person, "POST", "/api/session/purpose", { purpose: "HRESCH" })).json().code).toBe(
      "session/purpose-not-yours",
    );
    const changed = await call(person, "POST", "/api/session/purpose", { purpose: "HOPERAT" });
    expect(session.parse(changed.json())).toMatchObject({ purpose: "HOPERAT", sessionId: before.sessionId });
    expect((await call(person, "GET", "/api/session")).statusCode).toBe(401);
  });
});

test("a recovery goes through two administrators and both halves", async () => {
  const lost = await somebody();
  const [first, second] = [await somebody("administrator"), await somebody("administrator")];
  const { username } = account.parse((await call(lost, "GET", "/api/account")).json());
  const started = await call(first, "POST", "/api/recoveries", { personId: lost.id, reason: "lost phone" });
  const { id } = recoveryRow.parse(started.json());
  expect((await call(first, "POST", `/api/recoveries/${id}/approve`, {})).json().code).toBe(
    "recovery/approver-too-new",
  );
  wait(24 * 60 * minute);
  const again = async (who: SignedIn, name: string): Promise<SignedIn> => {
    wait(30_000);
    const step = signInStep.parse((await post("/api/session", { username: name, password })).json());
    if (step.step !== "second-factor") throw new Error(step.step);
    const code = codeAt(who.totpSecret, now());
    const answer = await post("/api/session/second-factor", { challenge: step.challenge, code });
    const cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
    return { ...who, cookie, csrf: session.parse(answer.json()).csrfToken };
  };
  const one = await again(first, `own.account${count - 1}`);
  const two = await again(second, `own.account${count}`);
  administrator = await again(administrator, "amara");
  const approve = async (who: SignedIn) =>
    approveRecoveryAnswer.parse((await call(who, "POST", `/api/recoveries/${id}/approve`, {})).json());
  const halves = [await approve(one), await approve(two)];
  expect(halves[0]?.link).toMatch(/^https:\/\/wardbook\.test\/recover#/);
  const row = recoveryList
    .parse((await call(two, "GET", "/api/recoveries")).json())
    .recoveries.find((each) => each.id === id);
  expect(row).toMatchObject({ state: "ready", mayApprove: false, person: { username } });
  const ticket = halves[1]?.link.split("#")[1] ?? "";
  expect(recoveryTicket.parse((await post("/api/recovery/ticket", { ticket })).json())).toMatchObject({
    needsOtherHalf: true,
  });
  expect((await post("/api/recovery/begin", { ticket })).json().code).toBe("recovery/wrong-half");
  const begun = signInStep.parse((await post("/api/recovery/begin", { ticket, otherHalf: halves[0]?.half })).json());
  expect(begun).toMatchObject({ step: "new-password", passkey: true });
  expect((await post("/api/recovery", { username, recoveryCode: "0".repeat(24) })).json().code).toBe(
    "recovery/refused",
  );
});

test("the organisation's sign-in settings are for those who may change policies, and keep their bounds", async () => {
  const person = await somebody();
  expect((await call(person, "GET", "/api/settings/identity")).json().code).toBe("access/not-permitted");
  administrator = await prove(administrator);
  const before = identitySettings.parse((await call(administrator, "GET", "/api/settings/identity")).json());
  const put = (change: object) => call(administrator, "PUT", "/api/settings/identity", { ...before, ...change });
  expect((await put({ idleMinutes: 90 })).statusCode).toBe(400);
  expect(identitySettings.parse((await put({ passwordProfile: "nist-800-63b-4" })).json()).passwordProfile).toBe(
    "nist-800-63b-4",
  );
  const told = passwordProfiles.parse((await call(person, "GET", "/api/password-profiles")).json());
  expect(told.inForce).toBe("nist-800-63b-4");
  expect(told.disagreements.map(({ about }) => about)).toEqual([
    "Kinds of characters",
    "Periodic change",
    "Shortest length",
    "Former passwords",
  ]);
  await put({});
});

test("people carry an address and facilities, and their roles must exist", async () => {
  administrator = await prove(administrator);
  const facility = "00000000-0000-4000-8000-0000000000aa";
  const person = { username: "placed", given: "Ben", family: "Adeyemi", role: "nurse" };
  const answer = await call(administrator, "POST", "/api/people", {
    ...person,
    email: "ben@clinic.test",
    facilities: [facility],
  });
  const { id } = personRow.parse(answer.json().person);
  const changed = await call(administrator, "PATCH", `/api/people/${id}`, { email: null, facilities: [] });
  expect(personRow.parse(changed.json().person)).toMatchObject({ role: "nurse" });
  expect(personRow.parse(changed.json().person).email).toBeUndefined();
  expect(
    (await call(administrator, "POST", "/api/people", { ...person, username: "x.y", role: "king" })).json(),
  ).toMatchObject({
    code: "people/unknown-role",
    path: "role",
  });
  expect((await app.inject("/api/account")).statusCode).toBe(401);
});
