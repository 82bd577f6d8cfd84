import { describe, expect, test } from "vitest";
import { displayName } from "./person.ts";
import { csrfTokenOf, isCsrfTokenOf, newSessionCookie, parseSessionCookie } from "./session-cookie.ts";
import { anInstallation } from "./testing/installation.ts";
import { anEnrolledPerson, operator } from "./testing/people.ts";

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
