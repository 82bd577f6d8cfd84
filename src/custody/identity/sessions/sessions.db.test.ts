import { describe, expect, test } from "vitest";
import { changesOf, identitySettings } from "../organisation/index.ts";
import { displayName } from "../person/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword, operator, origin } from "../testing/people.ts";
import { csrfTokenOf, isCsrfTokenOf, newSessionCookie, parseSessionCookie } from "./session-cookie.ts";

const installation = await anInstallation();
const { identity, database, wait, takeEvents } = installation;
const { sessions } = identity;
const clinic = await installation.createOrganisation("Hill Clinic");
const minute = 60_000;

const aSession = async (username: string) => (await anEnrolledPerson(installation, clinic, { username })).cookie;

describe("a session", () => {
  test("ends after thirty minutes without activity", async () => {
    const cookie = await aSession("idle");
    wait(29 * minute);
    expect(await sessions.find(cookie)).toBeDefined();
    wait(minute);
    expect(await sessions.find(cookie)).toBeUndefined();
  });

  test("is kept by activity, not by looking, and for twelve hours at most", async () => {
    const cookie = await aSession("active");
    for (let n = 0; n < 12 * 3 - 1; n++) {
      wait(20 * minute);
      const session = await sessions.find(cookie);
      if (session === undefined) throw new Error(`over after ${(n + 1) * 20} minutes`);
      await sessions.touch(session, cookie);
    }
    wait(20 * minute);
    expect(await sessions.find(cookie)).toBeUndefined();
  });

  test("writes its activity once a minute", async () => {
    const cookie = await aSession("writer");
    const seenAt = async () => (await sessions.find(cookie))?.seenAt;
    const touch = async () => {
      const session = await sessions.find(cookie);
      if (session !== undefined) await sessions.touch(session, cookie);
    };
    wait(minute);
    await touch();
    const first = await seenAt();
    wait(minute - 1);
    await touch();
    expect(await seenAt()).toBe(first);
    wait(1);
    await touch();
    expect(await seenAt()).toBe((first ?? 0) + minute);
  });

  test("that is signed out is over here at once, and within a second in every other process", async () => {
    const { person, cookie } = await anEnrolledPerson(installation, clinic, { username: "leaving" });
    const elsewhere = installation.anotherProcess();
    expect(await elsewhere.sessions.find(cookie)).toBeDefined();
    takeEvents();
    await sessions.end(cookie, { kind: "person", id: person.id, name: displayName(person) });
    expect(await sessions.find(cookie)).toBeUndefined();
    wait(999);
    expect(await elsewhere.sessions.find(cookie)).toBeUndefined();
    await sessions.end(cookie, operator);
    expect(takeEvents().map((event) => event.act)).toEqual(["signed-out"]);
  });

  test("is stored without the cookie's secret", async () => {
    const cookie = await aSession("stored");
    const rows = await database
      .tenant(clinic.tenant)
      .query<{ text: string }>("select s::text || encode(session_hash, 'escape') as text from wardbook.session s");
    for (const { text } of rows) expect(text).not.toContain(cookie.text.expose().slice(2));
    expect(JSON.stringify(cookie)).not.toContain(cookie.text.expose());
  });

  test("is listed with its name and place, renamed by its owner, and ended by name", async () => {
    const { person, cookie, totpSecret } = await anEnrolledPerson(installation, clinic, { username: "lister" });
    const step = await identity.signIn.withPassword(clinic, { username: "lister", password: goodPassword }, origin);
    if (step.kind !== "second-factor") throw new Error(step.kind);
    const elsewhere = {
      from: "198.51.100.9",
      requestId: "r2",
      userAgent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0",
    };
    const other = await identity.signIn.withSecondFactor(
      step.challenge,
      codeAt(totpSecret, installation.now()),
      elsewhere,
    );
    if (other.kind !== "signed-in") throw new Error(other.kind);
    const list = await sessions.list(clinic.tenant, person.id);
    expect(list.map(({ name, address }) => [name, address]).sort()).toEqual([
      ["Firefox on Windows", "198.51.100.9"],
      ["Unknown browser", origin.from],
    ]);
    const id = (await sessions.find(other.cookie))?.sessionId ?? "";
    await sessions.rename(clinic.tenant, person.id, id, "Ward computer");
    expect((await sessions.list(clinic.tenant, person.id)).find((one) => one.id === id)?.name).toBe("Ward computer");
    const stranger = await anEnrolledPerson(installation, clinic, { username: "stranger" });
    await expect(sessions.rename(clinic.tenant, stranger.person.id, id, "Mine")).rejects.toMatchObject({
      code: "sessions/unknown",
    });
    await expect(sessions.endNamed(operator, clinic.tenant, id, stranger.person.id)).rejects.toMatchObject({
      code: "sessions/unknown",
    });
    takeEvents();
    await sessions.endNamed(operator, clinic.tenant, id, person.id);
    expect(await sessions.find(other.cookie)).toBeUndefined();
    expect(await sessions.find(cookie)).toBeDefined();
    expect(takeEvents()).toMatchObject([{ act: "session-ended", subject: { id: person.id } }]);
    const rows = await database
      .tenant(clinic.tenant)
      .query<{ text: string }>("select encode(sealed, 'escape') as text from wardbook.session");
    for (const { text } of rows) expect(text).not.toMatch(/Firefox|198\.51/);
  });

  test("ends with all others of its person, but for one", async () => {
    const { person, cookie, totpSecret } = await anEnrolledPerson(installation, clinic, { username: "everywhere" });
    const cookies = [];
    for (let n = 0; n < 3; n += 1) {
      const step = await identity.signIn.withPassword(
        clinic,
        { username: "everywhere", password: goodPassword },
        origin,
      );
      if (step.kind !== "second-factor") throw new Error(step.kind);
      const code = codeAt(totpSecret, installation.now());
      const outcome = await identity.signIn.withSecondFactor(step.challenge, code, origin);
      if (outcome.kind !== "signed-in") throw new Error(outcome.kind);
      cookies.push(outcome.cookie);
      wait(30_000);
    }
    const kept = (await sessions.find(cookie))?.sessionId;
    expect(await sessions.endAllOf(operator, clinic.tenant, person.id, kept)).toBe(3);
    expect(await sessions.find(cookie)).toBeDefined();
    for (const other of cookies) expect(await sessions.find(other)).toBeUndefined();
  });

  test("lasts as long as its organisation says", async () => {
    const short = await installation.createOrganisation("Short clinic");
    const before = await identity.settings.get(short.tenant, identitySettings);
    const limits = { ...before, idleMinutes: 5, absoluteHours: 1 };
    await identity.settings.change(operator, short.tenant, identitySettings, (stored) => ({
      value: limits,
      detail: changesOf(stored, limits),
    }));
    expect(takeEvents().at(-1)).toMatchObject({
      act: "setting-changed",
      detail: "identity: idleMinutes 30 to 5, absoluteHours 12 to 1",
    });
    const { cookie } = await anEnrolledPerson(installation, short, { username: "brief" });
    wait(4 * minute);
    expect(await sessions.find(cookie)).toBeDefined();
    wait(minute);
    expect(await sessions.find(cookie)).toBeUndefined();
    expect(await sessions.limits(clinic.tenant)).toEqual({ idleSeconds: 1800, absoluteSeconds: 43_200 });
    const rows = await database
      .tenant(short.tenant)
      .query<{ text: string }>("select encode(sealed, 'escape') as text from wardbook.tenant_setting");
    for (const { text } of rows) expect(text).not.toContain("idleMinutes");
    await expect(
      identity.settings.change(operator, short.tenant, identitySettings, (stored) => ({
        value: { ...stored, idleMinutes: 600 },
        detail: "too long",
      })),
    ).rejects.toThrow();
  });

  test("acts for the purpose that was chosen, under a new cookie", async () => {
    const { cookie, person } = await anEnrolledPerson(installation, clinic, { username: "purposeful" });
    const actor = { kind: "person", id: person.id, name: displayName(person) } as const;
    const next = await sessions.changePurpose(actor, cookie, "HOPERAT");
    if (next === undefined) throw new Error("it was over");
    expect(await sessions.find(cookie)).toBeUndefined();
    expect(await sessions.find(next)).toMatchObject({ purpose: "HOPERAT" });
    expect(await sessions.changePurpose(actor, cookie, "TREAT")).toBeUndefined();
  });

  test("opens for its own cookie only", async () => {
    await aSession("owner");
    expect(await sessions.find(newSessionCookie(clinic.tenant))).toBeUndefined();
    expect(parseSessionCookie("1.short")).toBeUndefined();
    expect(parseSessionCookie(`0.${"A".repeat(43)}`)).toBeUndefined();
    expect(parseSessionCookie(`99999999999.${"A".repeat(43)}`)).toBeUndefined();
  });
});

test("a CSRF token belongs to one session and doesn't tell its cookie", () => {
  const [mine, others] = [newSessionCookie(clinic.tenant), newSessionCookie(clinic.tenant)];
  expect(isCsrfTokenOf(mine, csrfTokenOf(mine))).toBe(true);
  expect(isCsrfTokenOf(mine, csrfTokenOf(others))).toBe(false);
  expect(isCsrfTokenOf(mine, "")).toBe(false);
  expect(csrfTokenOf(mine)).not.toContain(mine.text.expose().slice(2, 12));
});
