import { describe, expect, test } from "vitest";
import { Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import { type Actor, displayName } from "../person/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword, operator, origin } from "../testing/people.ts";

const installation = await anInstallation();
const { identity, database, now, takeEvents } = installation;
const { people } = identity;
const clinic = await installation.createOrganisation("Hill Clinic");
const other = await installation.createOrganisation("Dale Clinic");
const newcomer = { given: "Ben", family: "Adeyemi", role: "front-desk" } as const;

async function anAdministrator(username: string): Promise<Actor> {
  const { person } = await anEnrolledPerson(installation, clinic, { username, role: "administrator" });
  return { kind: "person", id: person.id, name: displayName(person), role: "administrator" };
}

describe("people", () => {
  test("are added, listed and counted in their own organisation only", async () => {
    takeEvents();
    const { person } = await people.add(operator, clinic.tenant, {
      ...newcomer,
      username: " Ben ",
      jobTitle: "Receptionist",
    });
    expect(person).toMatchObject({
      username: "ben",
      jobTitle: "Receptionist",
      state: "awaiting-first-sign-in",
      role: "front-desk",
    });
    expect(await people.list(clinic.tenant)).toMatchObject([{ ...person, authenticators: 0 }]);
    expect(await people.list(other.tenant)).toEqual([]);
    expect(await people.get(other.tenant, person.id)).toBeUndefined();
    expect((await people.countByRole(clinic.tenant)).get("front-desk")).toBe(1);
    expect(takeEvents()).toEqual([
      {
        tenant: clinic.tenant,
        act: "person-added",
        at: now(),
        actor: operator,
        subject: { kind: "person", id: person.id, name: "Ben Adeyemi" },
        detail: "front-desk",
      },
    ]);
  });

  test("bear a user name each, whatever its case; another organisation may have the same", async () => {
    await people.add(operator, clinic.tenant, { ...newcomer, username: "taken" });
    await expect(people.add(operator, clinic.tenant, { ...newcomer, username: "TAKEN" })).rejects.toMatchObject({
      code: "people/username-taken",
    });
    await people.add(operator, other.tenant, { ...newcomer, username: "taken" });
  });

  test("leave no trace of who they are in the tables", async () => {
    await people.add(operator, clinic.tenant, {
      username: "sealed.name",
      given: "Zebedee",
      family: "Quillfeather",
      jobTitle: "Phlebotomist",
      role: "clinician",
    });
    const rows = await database.tenant(clinic.tenant).query<{ text: string }>(
      `select p::text || coalesce(c::text, '') || encode(p.sealed_profile, 'escape') || encode(p.username_token, 'escape') || coalesce(encode(c.sealed, 'escape'), '') as text
       from wardbook.person p left join wardbook.credential c using (tenant, person)`,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { text } of rows) expect(text).not.toMatch(/zebedee|quillfeather|phlebotomist|sealed\.name|argon2/i);
  });

  test("choose a password that keeps the policy, or are refused", async () => {
    const add = (password: string) =>
      people.add(
        operator,
        clinic.tenant,
        { ...newcomer, username: "chooser" },
        { kind: "password", password: new Secret(password) },
      );
    await expect(add("Password123!")).rejects.toMatchObject({
      code: "people/password-refused",
      path: "password/common",
    });
    await add("Grey-Lantern7");
    expect(
      (await identity.signIn.withPassword(clinic, { username: "chooser", password: goodPassword }, origin)).kind,
    ).toBe("enrol");
  });

  test("are linked to their practitioner resource", async () => {
    const { person, cookie } = await anEnrolledPerson(installation, clinic, { username: "linked" });
    await people.linkPractitioner(clinic.tenant, person.id, "Practitioner/1");
    expect(await identity.sessions.find(cookie)).toMatchObject({
      person: { practitioner: "Practitioner/1", given: "Amara" },
    });
  });
});

describe("a change", () => {
  test("of role reaches the running session and is witnessed", async () => {
    const administrator = await anAdministrator("admin.role");
    const { person, cookie } = await anEnrolledPerson(installation, clinic, { username: "promoted" });
    takeEvents();
    const changed = await people.change(administrator, clinic.tenant, person.id, { role: "auditor" });
    expect(changed.person.role).toBe("auditor");
    expect(await identity.sessions.find(cookie)).toMatchObject({ role: "auditor" });
    expect(takeEvents()).toMatchObject([
      {
        act: "role-changed",
        detail: "clinician to auditor",
        subject: { id: person.id },
        actor: { id: administrator.id },
      },
    ]);
  });

  test("that ends somebody ends sessions, credentials and challenges at once", async () => {
    const administrator = await anAdministrator("admin.end");
    const { person, cookie, totpSecret } = await anEnrolledPerson(installation, clinic, { username: "leaver" });
    const pending = await identity.signIn.withPassword(clinic, { username: "leaver", password: goodPassword }, origin);
    if (pending.kind !== "second-factor") throw new Error(pending.kind);
    await people.change(administrator, clinic.tenant, person.id, { state: "ended" });
    expect(await identity.sessions.find(cookie)).toBeUndefined();
    expect(await identity.signIn.withSecondFactor(pending.challenge, codeAt(totpSecret, now()), origin)).toMatchObject({
      code: "session/challenge-over",
    });
    expect(
      await identity.signIn.withPassword(clinic, { username: "leaver", password: goodPassword }, origin),
    ).toMatchObject({ code: "session/wrong-credentials" });
    expect(await people.get(clinic.tenant, person.id)).toMatchObject({ state: "ended" });
  });

  test("that restores somebody who had signed in leaves the way in to two approvers", async () => {
    const administrator = await anAdministrator("admin.restore");
    const { person } = await anEnrolledPerson(installation, clinic, { username: "returner" });
    await people.change(administrator, clinic.tenant, person.id, { state: "ended" });
    takeEvents();
    const restored = await people.change(administrator, clinic.tenant, person.id, { state: "active" });
    expect(restored.person.state).toBe("awaiting-first-sign-in");
    expect(restored.temporaryPassword).toBeUndefined();
    expect(takeEvents().map(({ act }) => act)).toEqual(["person-restored", "recovery-started"]);
    expect(await identity.recovery.openOf(clinic.tenant, person.id)).toMatchObject({ way: "people", state: "asked" });
    expect(
      await identity.signIn.withPassword(clinic, { username: "returner", password: goodPassword }, origin),
    ).toMatchObject({ code: "session/wrong-credentials" });
  });

  test("that restores somebody who never signed in hands out a temporary password", async () => {
    const { person, temporaryPassword: first } = await people.add(operator, clinic.tenant, {
      ...newcomer,
      username: "never.came",
    });
    await people.change(operator, clinic.tenant, person.id, { state: "ended" });
    const { temporaryPassword } = await people.change(operator, clinic.tenant, person.id, { state: "active" });
    const signIn = (password = goodPassword) =>
      identity.signIn.withPassword(clinic, { username: "never.came", password }, origin);
    expect(await signIn(first)).toMatchObject({ code: "session/wrong-credentials" });
    expect((await signIn(temporaryPassword)).kind).toBe("new-password");
  });

  test("that resets credentials while somebody signs in for the first time: one of the two comes too late", async () => {
    const administrator = await anAdministrator("admin.late");
    const username = "just.in";
    const { person, temporaryPassword } = await people.add(operator, clinic.tenant, { ...newcomer, username });
    const first = await identity.signIn.withPassword(
      clinic,
      { username, password: temporaryPassword ?? goodPassword },
      origin,
    );
    if (first.kind !== "new-password") throw new Error(first.kind);
    const second = await identity.signIn.replacePassword(first.challenge, goodPassword);
    if (second.kind !== "enrol") throw new Error(second.kind);
    const [reset, signedIn] = await Promise.allSettled([
      people.change(administrator, clinic.tenant, person.id, { resetCredentials: true }),
      identity.signIn.withSecondFactor(second.challenge, codeAt(second.totpSecret, now()), origin),
    ]);
    if (reset.status === "fulfilled") expect(signedIn).toMatchObject({ value: { kind: "refused" } });
    else {
      expect(signedIn).toMatchObject({ value: { kind: "signed-in" } });
      expect(reset.reason).toMatchObject({ code: "people/recovery-needed" });
    }
  });

  test("that resets credentials is for people who never signed in: one administrator can't become another person", async () => {
    const administrator = await anAdministrator("admin.reset");
    const { person, cookie } = await anEnrolledPerson(installation, clinic, { username: "lost.phone" });
    await expect(
      people.change(administrator, clinic.tenant, person.id, { resetCredentials: true }),
    ).rejects.toMatchObject({ code: "people/recovery-needed" });
    expect(await identity.sessions.find(cookie)).toBeDefined();
    const { person: newcomerPerson } = await people.add(operator, clinic.tenant, {
      ...newcomer,
      username: "lost.slip",
    });
    const { temporaryPassword } = await people.change(administrator, clinic.tenant, newcomerPerson.id, {
      resetCredentials: true,
    });
    const first = await identity.signIn.withPassword(
      clinic,
      { username: "lost.slip", password: temporaryPassword ?? goodPassword },
      origin,
    );
    expect(first.kind).toBe("new-password");
  });

  test("that unlocks lets a locked name in again", async () => {
    const administrator = await anAdministrator("admin.unlock");
    const { person } = await anEnrolledPerson(installation, clinic, { username: "forgetful" });
    const signIn = (password: Secret<string>) =>
      identity.signIn.withPassword(clinic, { username: "forgetful", password }, origin);
    for (let n = 0; n < 5; n++) await signIn(new Secret("Wrong-Password-1"));
    expect(await people.get(clinic.tenant, person.id)).toMatchObject({ state: "locked" });
    takeEvents();
    await people.change(administrator, clinic.tenant, person.id, { unlock: true });
    expect(takeEvents()).toMatchObject([{ act: "unlocked", detail: "password" }]);
    expect((await signIn(goodPassword)).kind).toBe("second-factor");
  });

  test("of one's own role or access is refused", async () => {
    const administrator = await anAdministrator("admin.self");
    const id = parsePersonId(administrator.id);
    const change = (what: Parameters<typeof people.change>[3]) => people.change(administrator, clinic.tenant, id, what);
    await expect(change({ role: "clinician" })).rejects.toMatchObject({ code: "people/own-access" });
    await expect(change({ state: "ended" })).rejects.toMatchObject({ code: "people/own-access" });
    expect((await change({ role: "administrator" })).person.role).toBe("administrator");
  });

  test("that makes no sense is refused and changes nothing", async () => {
    const { person } = await people.add(operator, clinic.tenant, { ...newcomer, username: "steady" });
    await expect(
      people.change(operator, clinic.tenant, person.id, { role: "auditor", state: "active" }),
    ).rejects.toMatchObject({ code: "people/illegal-change" });
    await expect(people.change(operator, other.tenant, person.id, { role: "auditor" })).rejects.toMatchObject({
      code: "people/unknown",
    });
    expect(await people.get(clinic.tenant, person.id)).toMatchObject({ role: "front-desk" });
  });

  test("that can't be witnessed does not happen", async () => {
    const { person } = await people.add(operator, clinic.tenant, { ...newcomer, username: "unseen" });
    installation.failEvents(true);
    await expect(people.change(operator, clinic.tenant, person.id, { state: "ended" })).rejects.toThrow(
      "the ledger is full",
    );
    installation.failEvents(false);
    expect(await people.get(clinic.tenant, person.id)).toMatchObject({ state: "awaiting-first-sign-in" });
  });
});

describe("the database", () => {
  test("shows no organisation's people to another, nor to nobody", async () => {
    await people.add(operator, clinic.tenant, { ...newcomer, username: "walled" });
    const count = "select count(*) as n from wardbook.person";
    expect(await database.tenant(other.tenant).query(`${count} where tenant = $1`, [clinic.tenant])).toEqual([
      { n: 0 },
    ]);
    expect(await database.installation.query(count)).toEqual([{ n: 0 }]);
    const mine = await database.tenant(clinic.tenant).query<{ n: number }>(count);
    expect(mine[0]?.n).toBeGreaterThan(0);
  });

  test("lets the application write no row of another organisation and delete no person", async () => {
    const insert = "insert into wardbook.spent_challenge (tenant, nonce, until) values ($1, $2, 0)";
    await expect(database.tenant(other.tenant).query(insert, [clinic.tenant, Buffer.alloc(16)])).rejects.toMatchObject({
      code: "database/failed",
    });
    await expect(database.tenant(clinic.tenant).query("delete from wardbook.person")).rejects.toMatchObject({
      code: "database/failed",
    });
    await expect(
      database.tenant(clinic.tenant).query("update wardbook.person set username_token = ''"),
    ).rejects.toMatchObject({ code: "database/failed" });
  });
});
