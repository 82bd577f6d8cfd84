import { describe, expect, test } from "vitest";
import { Secret } from "../../../foundation/kernel/index.ts";
import { temporaryPasswordDays } from "../passwords/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword, operator, origin, wrongCodeAt } from "../testing/people.ts";

const installation = await anInstallation();
const { identity, now, wait, takeEvents } = installation;
const clinic = await installation.createOrganisation("Hill Clinic");
const other = await installation.createOrganisation("Dale Clinic");
const minute = 60_000;
const day = 24 * 60 * minute;

const signIn = (username: string, password: Secret<string> = goodPassword) =>
  identity.signIn.withPassword(clinic, { username, password }, origin);

async function challengeOf(username: string): Promise<string> {
  const outcome = await signIn(username);
  if (outcome.kind !== "second-factor") throw new Error(`expected second-factor, got ${outcome.kind}`);
  return outcome.challenge;
}

describe("a first sign-in", () => {
  test("replaces the temporary password, enrols the second factor and begins a session", async () => {
    takeEvents();
    const { person, cookie } = await anEnrolledPerson(installation, clinic, { username: "amara" });
    const session = await identity.sessions.find(cookie);
    expect(session).toMatchObject({
      tenant: clinic.tenant,
      role: "clinician",
      person: { id: person.id, given: "Amara" },
    });
    expect(takeEvents().map((event) => event.act)).toEqual([
      "person-added",
      "second-factor-enrolled",
      "password-changed",
      "signed-in",
    ]);
    expect(await identity.people.get(clinic.tenant, person.id)).toMatchObject({ state: "active" });
  });

  test("keeps the temporary password good until the second factor is shown", async () => {
    const added = await identity.people.add(operator, clinic.tenant, {
      username: "unfinished",
      given: "Ben",
      family: "Adeyemi",
      role: "auditor",
    });
    const temporary = added.temporaryPassword ?? goodPassword;
    const first = await signIn("unfinished", temporary);
    if (first.kind !== "new-password") throw new Error(first.kind);
    expect((await identity.signIn.replacePassword(first.challenge, goodPassword)).kind).toBe("enrol");
    expect((await signIn("unfinished", temporary)).kind).toBe("new-password");
    expect(await signIn("unfinished", goodPassword)).toMatchObject({ code: "session/wrong-credentials" });
  });

  test("refuses a weak password and the temporary one again, and the challenge a second time", async () => {
    const added = await identity.people.add(operator, clinic.tenant, {
      username: "weak",
      given: "Ben",
      family: "Adeyemi",
      role: "auditor",
    });
    const temporary = added.temporaryPassword ?? goodPassword;
    const first = await signIn("weak", temporary);
    if (first.kind !== "new-password") throw new Error(first.kind);
    const replace = (password: Secret<string>) => identity.signIn.replacePassword(first.challenge, password);
    expect(await replace(new Secret("Password123!"))).toEqual({
      kind: "password-refused",
      findings: ["password/common"],
      profile: "policy",
    });
    expect(await replace(new Secret("Adeyemi-is-1"))).toEqual({
      kind: "password-refused",
      findings: ["password/own-name"],
      profile: "policy",
    });
    expect(await replace(temporary)).toEqual({
      kind: "password-refused",
      findings: ["password/reused"],
      profile: "policy",
    });
    expect((await replace(goodPassword)).kind).toBe("enrol");
    expect(await replace(goodPassword)).toMatchObject({ code: "session/challenge-over" });
  });

  test("is over when the temporary password has waited too long", async () => {
    const added = await identity.people.add(operator, clinic.tenant, {
      username: "late",
      given: "Ben",
      family: "Adeyemi",
      role: "auditor",
    });
    wait(temporaryPasswordDays * day);
    expect(await signIn("late", added.temporaryPassword)).toMatchObject({ code: "session/wrong-credentials" });
  });
});

describe("a later sign-in", () => {
  test("takes password and code", async () => {
    const { totpSecret } = await anEnrolledPerson(installation, clinic, { username: "later" });
    const outcome = await identity.signIn.withSecondFactor(
      await challengeOf("LATER "),
      codeAt(totpSecret, now()),
      origin,
    );
    expect(outcome.kind).toBe("signed-in");
  });

  test("never takes a code twice, nor a challenge", async () => {
    const { totpSecret } = await anEnrolledPerson(installation, clinic, { username: "replay" });
    const [first, second] = [await challengeOf("replay"), await challengeOf("replay")];
    const code = codeAt(totpSecret, now());
    expect((await identity.signIn.withSecondFactor(first, code, origin)).kind).toBe("signed-in");
    expect(await identity.signIn.withSecondFactor(second, code, origin)).toMatchObject({ code: "session/wrong-code" });
    wait(30_000);
    expect(await identity.signIn.withSecondFactor(first, codeAt(totpSecret, now()), origin)).toMatchObject({
      code: "session/challenge-over",
    });
    expect((await identity.signIn.withSecondFactor(second, codeAt(totpSecret, now()), origin)).kind).toBe("signed-in");
  });

  test("takes one of two sign-ins that show the same code at the same moment", async () => {
    const { totpSecret } = await anEnrolledPerson(installation, clinic, { username: "race" });
    const challenges = [await challengeOf("race"), await challengeOf("race")];
    const code = codeAt(totpSecret, now());
    const outcomes = await Promise.all(
      challenges.map((challenge) => identity.signIn.withSecondFactor(challenge, code, origin)),
    );
    expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual(["refused", "signed-in"]);
  });

  test("is over after ten minutes", async () => {
    const { totpSecret } = await anEnrolledPerson(installation, clinic, { username: "slow" });
    const challenge = await challengeOf("slow");
    wait(10 * minute);
    expect(await identity.signIn.withSecondFactor(challenge, codeAt(totpSecret, now()), origin)).toMatchObject({
      code: "session/challenge-over",
    });
  });

  test("asks for a new password after ninety days, and counts it only with the second factor", async () => {
    const { totpSecret } = await anEnrolledPerson(installation, clinic, { username: "ninety" });
    wait(90 * day);
    const first = await signIn("ninety");
    if (first.kind !== "new-password") throw new Error(first.kind);
    expect(await identity.signIn.replacePassword(first.challenge, goodPassword)).toEqual({
      kind: "password-refused",
      findings: ["password/reused"],
      profile: "policy",
    });
    const fresh = new Secret("Blue-Harbour8");
    const second = await identity.signIn.replacePassword(first.challenge, fresh);
    if (second.kind !== "second-factor") throw new Error(second.kind);
    expect(await signIn("ninety", fresh)).toMatchObject({ code: "session/wrong-credentials" });
    expect((await identity.signIn.withSecondFactor(second.challenge, codeAt(totpSecret, now()), origin)).kind).toBe(
      "signed-in",
    );
    expect((await signIn("ninety", fresh)).kind).toBe("second-factor");
    expect(await signIn("ninety")).toMatchObject({ code: "session/wrong-credentials" });
  });
});

describe("names and locks", () => {
  test("a wrong password and a name that nobody bears get the same answers, the lock included, and leave the same events", async () => {
    await anEnrolledPerson(installation, clinic, { username: "exists" });
    const wrong = new Secret("Wrong-Password-1");
    const answers: unknown[][] = [];
    for (const username of ["exists", "nobody"]) {
      takeEvents();
      const given: unknown[] = [];
      for (let n = 0; n < 7; n++) given.push(await signIn(username, wrong));
      answers.push([...given, ...takeEvents().map(({ act, detail, actor }) => ({ act, detail, actor }))]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.slice(3, 5)).toEqual([
      { kind: "refused", code: "session/wrong-credentials" },
      { kind: "refused", code: "session/locked", retryAfterSeconds: 900 },
    ]);
  });

  test("the database is asked the same things for a wrong password and for a name that nobody bears", async () => {
    await anEnrolledPerson(installation, clinic, { username: "timed" });
    const asked: (readonly string[])[] = [];
    for (const username of ["timed", "timed.nobody"]) {
      installation.takeStatements();
      for (let n = 0; n < 6; n++) await signIn(username, new Secret("Wrong-Password-1"));
      asked.push(installation.takeStatements());
    }
    expect(asked[0]).toEqual(asked[1]);
    expect(asked[0]?.length).toBeGreaterThan(20);
  });

  test("a locked name is not let in with the right password, until fifteen minutes have passed", async () => {
    await anEnrolledPerson(installation, clinic, { username: "locked" });
    for (let n = 0; n < 5; n++) await signIn("locked", new Secret("Wrong-Password-1"));
    expect(await signIn("locked")).toMatchObject({ code: "session/locked" });
    wait(15 * minute - 1);
    expect(await signIn("locked")).toMatchObject({ code: "session/locked", retryAfterSeconds: 1 });
    wait(1);
    expect((await signIn("locked")).kind).toBe("second-factor");
  });

  test("twenty guesses at once are looked at five times", async () => {
    const { person } = await anEnrolledPerson(installation, clinic, { username: "flood" });
    takeEvents();
    await Promise.all(Array.from({ length: 20 }, () => signIn("flood", new Secret("Wrong-Password-1"))));
    const events = takeEvents();
    expect(events.filter(({ act }) => act === "sign-in-failed")).toHaveLength(5);
    const [locked, ...more] = events.filter(({ act }) => act === "locked");
    // Whichever of them it was that locked.
    expect([locked?.subject?.id, more]).toEqual([person.id, []]);
  });

  test("wrong codes lock the second factor, not the first", async () => {
    const { person, totpSecret } = await anEnrolledPerson(installation, clinic, { username: "codes" });
    const challenge = await challengeOf("codes");
    for (let n = 0; n < 4; n++) {
      expect(await identity.signIn.withSecondFactor(challenge, wrongCodeAt(totpSecret, now()), origin)).toMatchObject({
        code: "session/wrong-code",
      });
    }
    expect(await identity.signIn.withSecondFactor(challenge, wrongCodeAt(totpSecret, now()), origin)).toMatchObject({
      code: "session/locked",
    });
    expect(await identity.signIn.withSecondFactor(challenge, codeAt(totpSecret, now()), origin)).toMatchObject({
      code: "session/locked",
    });
    expect((await signIn("codes")).kind).toBe("second-factor");
    expect(await identity.people.get(clinic.tenant, person.id)).toMatchObject({ state: "locked" });
  });

  test("a name belongs to its organisation", async () => {
    await anEnrolledPerson(installation, clinic, { username: "ours" });
    const elsewhere = await identity.signIn.withPassword(other, { username: "ours", password: goodPassword }, origin);
    expect(elsewhere).toMatchObject({ code: "session/wrong-credentials" });
    expect(await identity.signIn.withPassword(undefined, { username: "ours", password: goodPassword }, origin)).toEqual(
      elsewhere,
    );
  });

  test("what the ledger can't witness does not happen", async () => {
    const { totpSecret } = await anEnrolledPerson(installation, clinic, { username: "unwitnessed" });
    const challenge = await challengeOf("unwitnessed");
    installation.failEvents(true);
    await expect(identity.signIn.withSecondFactor(challenge, codeAt(totpSecret, now()), origin)).rejects.toThrow(
      "the ledger is full",
    );
    installation.failEvents(false);
    expect((await identity.signIn.withSecondFactor(challenge, codeAt(totpSecret, now()), origin)).kind).toBe(
      "signed-in",
    );
  });
});

describe("many names tried from one address", () => {
  const sprayed = { from: "203.0.113.50", requestId: "spray" };
  const tryFrom = (from: string, username: string, password: Secret<string>) =>
    identity.signIn.withPassword(clinic, { username, password }, { from, requestId: "spray" });
  const common = new Secret("Summer-2026!");

  test("are looked at twenty-one times and then wait, whoever bears them; a colleague who is known there comes in", async () => {
    const colleague = await anEnrolledPerson(installation, clinic, { username: "at.work" });
    const there = await challengeOf("at.work");
    const code = codeAt(colleague.totpSecret, now());
    expect((await identity.signIn.withSecondFactor(there, code, sprayed)).kind).toBe("signed-in");
    for (const username of ["first.sprayed", "last.sprayed"])
      await anEnrolledPerson(installation, clinic, { username });
    const madeUp = Array.from({ length: 28 }, (_, n) => `made.up${n}`);
    const codes: string[] = [];
    for (const name of ["first.sprayed", ...madeUp, "last.sprayed"]) {
      const outcome = await tryFrom(sprayed.from, name, common);
      codes.push(outcome.kind === "refused" ? outcome.code : outcome.kind);
    }
    expect(codes).toEqual([
      ...Array<string>(21).fill("session/wrong-credentials"),
      ...Array<string>(9).fill("session/locked"),
    ]);

    const asked: (readonly string[])[] = [];
    for (const name of ["first.sprayed", "made.up.too"]) {
      installation.takeStatements();
      // The right password of somebody who is new there waits like the wrong one of nobody.
      expect(await tryFrom(sprayed.from, name, goodPassword)).toEqual({
        kind: "refused",
        code: "session/locked",
        retryAfterSeconds: 30,
      });
      asked.push(installation.takeStatements());
    }
    expect(asked[0]).toEqual(asked[1]);

    expect((await tryFrom(sprayed.from, "at.work", goodPassword)).kind).toBe("second-factor");
    expect((await tryFrom("203.0.113.51", "first.sprayed", goodPassword)).kind).toBe("second-factor");
    wait(30_000);
    expect((await tryFrom(sprayed.from, "first.sprayed", goodPassword)).kind).toBe("second-factor");
    expect(await tryFrom(sprayed.from, "made.up", common)).toMatchObject({ code: "session/wrong-credentials" });
    expect(await tryFrom(sprayed.from, "made.up", common)).toMatchObject({ retryAfterSeconds: 60 });
    wait(15 * minute);
    expect(await tryFrom(sprayed.from, "made.up", common)).toMatchObject({ code: "session/wrong-credentials" });
  });

  test("at once are looked at as often as one after the other", async () => {
    takeEvents();
    await Promise.all(Array.from({ length: 30 }, (_, n) => tryFrom("2001:db8:7:1::1", `at.once${n}`, common)));
    expect(takeEvents().map(({ act }) => act)).toEqual(Array<string>(21).fill("sign-in-failed"));
    // The next house on the same line is the same place.
    expect(await tryFrom("2001:db8:7:ff::1", "elsewhere", common)).toMatchObject({ code: "session/locked" });
  });
});

describe("asking a signed-in person's password again", () => {
  test("tells right from wrong, and locks like the sign-in", async () => {
    const { person } = await anEnrolledPerson(installation, clinic, { username: "signer" });
    const who = { tenant: clinic.tenant, person: person.id };
    expect(await identity.signIn.confirmPassword(who, goodPassword, origin)).toEqual({ kind: "right" });
    for (let n = 0; n < 5; n++) await identity.signIn.confirmPassword(who, new Secret("Wrong-Password-1"), origin);
    expect(await identity.signIn.confirmPassword(who, goodPassword, origin)).toMatchObject({ code: "session/locked" });
  });
});

describe("the demonstration", () => {
  test("lets in by name alone, and nowhere else", async () => {
    const demonstration = await installation.createOrganisation("Demonstration", { demonstration: true });
    const made = await identity.people.add(
      operator,
      demonstration.tenant,
      { username: "demo", given: "Demo", family: "Person", role: "clinician" },
      { kind: "none" },
    );
    const { person } = await anEnrolledPerson(installation, clinic, { username: "real" });
    expect(await identity.signIn.asDemonstrationPerson(demonstration, made.person.id, origin)).toMatchObject({
      kind: "signed-in",
    });
    expect(await identity.signIn.asDemonstrationPerson(clinic, person.id, origin)).toBeUndefined();
    expect(await identity.signIn.asDemonstrationPerson(demonstration, person.id, origin)).toBeUndefined();
    expect(
      await identity.signIn.withPassword(demonstration, { username: "demo", password: new Secret("") }, origin),
    ).toMatchObject({ code: "session/wrong-credentials" });
    expect(
      await identity.signIn.confirmPassword(
        { tenant: demonstration.tenant, person: made.person.id },
        goodPassword,
        origin,
      ),
    ).toEqual({ kind: "none" });
  });
});
