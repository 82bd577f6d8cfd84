import { beforeEach, describe, expect, test } from "vitest";
import { openDecisions, openSignatures } from "../../signatures/index.ts";
import { expectCheckedElsewhere } from "../../signatures/testing/elsewhere.ts";
import { type PersonId, Secret } from "../../../foundation/kernel/index.ts";
import { identitySettings } from "../organisation/index.ts";
import type { Actor } from "../person/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword, holderOf, operator, origin } from "../testing/people.ts";
import { approverAgeHours } from "./approve-recovery.ts";
import type { Mail } from "./mailer.ts";

const mails: Mail[] = [];
const installation = await anInstallation({
  mailer: {
    configured: true,
    send: async (mail) => {
      mails.push(mail);
    },
  },
});
const { identity, now, wait, takeEvents } = installation;
const { recovery, signIn, account, people, sessions } = identity;
const clinic = await installation.createOrganisation("Hill Clinic");
const { tenant } = clinic;
const { database, keyring } = installation;
const decisions = openDecisions({
  signatures: openSignatures({ db: database, keyring, now, recordKey: async () => undefined }),
  confirmSigner: async () => async () => undefined,
  now,
});
const approve = async (actor: Actor, of: typeof tenant, id: string) => {
  const { name } = actor;
  const caller = { tenant: of, kind: "person", id: actor.id, name, scopes: [], permissions: new Set<never>() } as const;
  const signing = { meaning: "approval", password: undefined } as const;
  return recovery.approve(actor, of, id, () => decisions.signer({ ...caller, from: "", requestId: "" }, signing));
};
const minute = 60_000;
const hour = 60 * minute;
const newPassword = new Secret("Red-Kettle-19!");
const linkOf = (ticket: string) => `https://wardbook.test/recover#${ticket}`;

beforeEach(() => {
  mails.length = 0;
  takeEvents();
});

let count = 0;
const aName = () => `p${(count += 1)}`;

async function anApprover(): Promise<Actor & { readonly id: PersonId }> {
  const { person } = await anEnrolledPerson(installation, clinic, { username: aName(), role: "administrator" });
  return { kind: "person", id: person.id, name: "Amara Osei", role: "administrator" };
}

const [one, two] = [await anApprover(), await anApprover()];
wait(approverAgeHours * hour);

/** Goes the rest of the way with a new password and a new app. */
async function enrol(challenge: string) {
  const second = await signIn.replacePassword(challenge, newPassword);
  if (second.kind !== "enrol") throw new Error(second.kind);
  const outcome = await signIn.withSecondFactor(second.challenge, codeAt(second.totpSecret, now()), origin);
  wait(30_000);
  return outcome;
}

describe("the way of two approvals", () => {
  test("needs two people, and both halves that they hand over", async () => {
    const lost = await anEnrolledPerson(installation, clinic, { username: aName() });
    takeEvents();
    const { id } = await recovery.start(one, tenant, lost.person.id, "lost phone and notebook");
    const first = await approve(one, tenant, id);
    expect(first.recovery.state).toBe("half-approved");
    expect(await recovery.begin(first.ticket, first.half, origin)).toMatchObject({ code: "recovery/not-ready" });
    await expect(approve(one, tenant, id)).rejects.toMatchObject({ code: "recovery/approved-already" });
    const second = await approve(two, tenant, id);
    expect(second.recovery.state).toBe("ready");
    const judge = await decisions.judge(tenant);
    const [signed, alike] = second.recovery.approvals.map((approval) => approval.signed);
    if (signed === undefined || alike === undefined) throw new Error("an approval isn't signed");
    const { verdict, record } = await judge(signed.decision, signed.signature);
    expect(verdict).toMatchObject({ kind: "valid", manifest: { signer: { id: one.id }, meaning: "approval" } });
    await expectCheckedElsewhere(record);
    expect((await judge(alike.decision, signed.signature)).verdict).toMatchObject({ fault: "another-record" });

    expect(await recovery.present(second.ticket, origin)).toMatchObject({ state: "ready", needsOtherHalf: true });
    expect(await recovery.begin(second.ticket, undefined, origin)).toMatchObject({ code: "recovery/wrong-half" });
    expect(await recovery.begin(second.ticket, second.half, origin)).toMatchObject({ code: "recovery/wrong-half" });
    // Nothing is forgotten until both halves are there.
    expect(await sessions.find(lost.cookie)).toBeDefined();
    const links = installation.database.tenant(tenant);
    await links.query(
      "insert into wardbook.federated_link (tenant, subject_token, person, linked_at) values ($1, '\\x01', $2, 0)",
      [tenant, lost.person.id],
    );
    const begun = await recovery.begin(second.ticket, first.half.toLowerCase().replaceAll("-", " "), origin);
    if (begun.kind !== "new-password") throw new Error(begun.kind);
    expect(begun.passkey).toBe(true);
    expect(await sessions.find(lost.cookie)).toBeUndefined();
    // An account elsewhere proves somebody too, and may be a thief's.
    expect(await links.query("select 1 from wardbook.federated_link where person = $1", [lost.person.id])).toEqual([]);
    expect((await enrol(begun.challenge)).kind).toBe("signed-in");
    expect(takeEvents().map(({ act }) => act)).toEqual([
      "recovery-started",
      "recovery-approved",
      "recovery-approved",
      "recovery-begun",
      "second-factor-enrolled",
      "password-changed",
      "signed-in",
      "recovery-done",
    ]);
    expect(await recovery.begin(second.ticket, first.half, origin)).toMatchObject({ code: "recovery/over" });
  });

  test("can't be gone alone, by a newcomer, by the person, or for an ended one", async () => {
    const { person } = await anEnrolledPerson(installation, clinic, { username: aName(), role: "administrator" });
    const self: Actor = { kind: "person", id: person.id, name: "Self", role: "administrator" };
    await expect(recovery.start(self, tenant, person.id, "for myself")).rejects.toMatchObject({ code: "recovery/own" });
    const { id } = await recovery.start(one, tenant, person.id, "lost phone");
    wait(approverAgeHours * hour);
    await expect(approve(self, tenant, id)).rejects.toMatchObject({ code: "recovery/own" });
    const newcomer = await anApprover();
    await expect(approve(newcomer, tenant, id)).rejects.toMatchObject({
      code: "recovery/approver-too-new",
    });
    await expect(approve(operator, tenant, id)).rejects.toMatchObject({ code: "recovery/own" });
    await expect(recovery.start(two, tenant, person.id, "again")).rejects.toMatchObject({
      code: "recovery/open-already",
    });
    await people.change(operator, tenant, person.id, { state: "ended" });
    const first = await approve(one, tenant, id);
    const second = await approve(two, tenant, id);
    expect(await recovery.begin(first.ticket, second.half, origin)).toMatchObject({ code: "recovery/over" });
  });

  test("ends when refused, when its link lapses, and when the person signs in after all", async () => {
    const lost = await anEnrolledPerson(installation, clinic, { username: aName() });
    const start = async () => (await recovery.start(one, tenant, lost.person.id, "lost phone")).id;
    const refused = await start();
    const { ticket } = await approve(one, tenant, refused);
    expect((await recovery.refuse(two, tenant, refused)).state).toBe("refused");
    expect(await recovery.present(ticket, origin)).toMatchObject({ code: "recovery/over" });

    const late = await start();
    const [first, second] = [await approve(one, tenant, late), await approve(two, tenant, late)];
    wait(24 * hour);
    expect(await recovery.begin(first.ticket, second.half, origin)).toMatchObject({ code: "recovery/over" });

    const needless = await start();
    const step = await signIn.withPassword(clinic, { username: lost.person.username, password: goodPassword }, origin);
    if (step.kind !== "second-factor") throw new Error(step.kind);
    await signIn.withSecondFactor(step.challenge, codeAt(lost.totpSecret, now()), origin);
    expect((await recovery.list(tenant)).find(({ id }) => id === needless)).toMatchObject({ state: "cancelled" });
  });

  test("ends when refused while somebody enrols already", async () => {
    const lost = await anEnrolledPerson(installation, clinic, { username: aName() });
    const { id } = await recovery.start(one, tenant, lost.person.id, "lost phone");
    const [first, second] = [await approve(one, tenant, id), await approve(two, tenant, id)];
    const step = await recovery.begin(first.ticket, second.half, origin);
    if (step.kind !== "new-password") throw new Error(step.kind);
    await recovery.refuse(two, tenant, id);
    expect(await signIn.replacePassword(step.challenge, newPassword)).toMatchObject({ code: "session/challenge-over" });
  });

  test("keeps reasons, names and halves out of the table", async () => {
    const lost = await anEnrolledPerson(installation, clinic, { username: aName() });
    const { id } = await recovery.start(one, tenant, lost.person.id, "dropped it into the canal");
    const { half } = await approve(one, tenant, id);
    const rows = await installation.database
      .tenant(tenant)
      .query<{ text: string }>("select r::text || encode(sealed, 'escape') as text from wardbook.recovery r");
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) {
      expect(text).not.toMatch(/canal|Osei/);
      expect(text).not.toContain(half);
    }
  });
});

describe("the way of a code, a mail and a wait", () => {
  async function aPrudentPerson() {
    const username = aName();
    const enrolled = await anEnrolledPerson(installation, clinic, { username });
    await people.change(operator, tenant, enrolled.person.id, { email: `${username}@clinic.test` });
    identity.sessions.forgetRemembered();
    const codes = await account.makeRecoveryCodes(await holderOf(installation, enrolled));
    takeEvents();
    return { ...enrolled, username, codes: codes.map((code) => code.expose()) };
  }
  const ticketIn = (mail: Mail | undefined) => /recover#(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
  const start = (username: string, code: string | undefined, from = origin) =>
    recovery.startByCode(clinic, { username, code: code ?? "" }, from, linkOf);

  test("leads back in after the wait, and tells the person twice", async () => {
    const { username, codes, person } = await aPrudentPerson();
    expect(await start(username, codes[0]?.toLowerCase())).toEqual({ kind: "mailed" });
    expect(mails).toMatchObject([{ to: `${username}@clinic.test` }]);
    const ticket = ticketIn(mails[0]);
    expect((await account.info(tenant, person.id)).recoveryCodesLeft).toBe(10);
    expect(await recovery.present(ticket, origin)).toMatchObject({ state: "waiting", readyAt: now() + 24 * hour });
    expect((await account.info(tenant, person.id)).recoveryCodesLeft).toBe(9);
    expect(mails).toHaveLength(2);
    expect(await recovery.openOf(tenant, person.id)).toMatchObject({ way: "code", state: "waiting" });
    wait(24 * hour - 1);
    expect(await recovery.begin(ticket, undefined, origin)).toMatchObject({ code: "recovery/not-ready" });
    wait(1);
    const begun = await recovery.begin(ticket, undefined, origin);
    if (begun.kind !== "new-password") throw new Error(begun.kind);
    expect((await enrol(begun.challenge)).kind).toBe("signed-in");
    expect((await account.info(tenant, person.id)).recoveryCodesLeft).toBe(0);
    expect(takeEvents().map(({ act }) => act)).toEqual([
      "recovery-started",
      "recovery-confirmed",
      "recovery-begun",
      "second-factor-enrolled",
      "password-changed",
      "signed-in",
      "recovery-done",
    ]);
  });

  test("stops when its owner signs in, or says so", async () => {
    const { username, codes, totpSecret, person } = await aPrudentPerson();
    await start(username, codes[0]);
    const ticket = ticketIn(mails[0]);
    await recovery.present(ticket, origin);
    const step = await signIn.withPassword(clinic, { username, password: goodPassword }, origin);
    if (step.kind !== "second-factor") throw new Error(step.kind);
    await signIn.withSecondFactor(step.challenge, codeAt(totpSecret, now()), origin);
    wait(25 * hour);
    expect(await recovery.begin(ticket, undefined, origin)).toMatchObject({ code: "recovery/over" });
    mails.length = 0;
    await start(username, codes[1]);
    await recovery.present(ticketIn(mails[0]), origin);
    await recovery.cancelOwn({ kind: "person", id: person.id, name: "Amara Osei" }, tenant, person.id);
    expect(await recovery.present(ticketIn(mails[0]), origin)).toMatchObject({ code: "recovery/over" });
  });

  test("is not begun by a mail that nobody opens within ten minutes, and then costs no code", async () => {
    const { username, codes, person } = await aPrudentPerson();
    await start(username, codes[0]);
    wait(10 * minute);
    expect(await recovery.present(ticketIn(mails[0]), origin)).toMatchObject({ code: "recovery/over" });
    expect((await account.info(tenant, person.id)).recoveryCodesLeft).toBe(10);
    expect(await start(username, codes[0])).toEqual({ kind: "mailed" });
  });

  test("gives one answer to a wrong code, an unknown name, and a person without an address", async () => {
    const { username } = await aPrudentPerson();
    const silent = await anEnrolledPerson(installation, clinic, { username: aName() });
    const [silentCode] = await account.makeRecoveryCodes(await holderOf(installation, silent));
    const wrong = "0000-0000-0000-0000-0000-0000";
    mails.length = 0;
    const asked: (readonly string[])[] = [];
    for (const [name, code] of [
      [username, wrong],
      ["nobody.at.all", wrong],
      [silent.person.username, silentCode?.expose()],
    ] as const) {
      installation.takeStatements();
      expect(await start(name, code)).toEqual({ kind: "refused", code: "recovery/refused" });
      asked.push(installation.takeStatements());
    }
    expect(asked[1]).toEqual(asked[0]);
    expect(mails).toEqual([]);
  });

  test("is not worn down by a flood: from elsewhere the right code still counts", async () => {
    const { username, codes, person } = await aPrudentPerson();
    for (let n = 0; n < 60; n += 1)
      await start(username, "0000-0000-0000-0000-0000-0000", { from: `203.0.113.${n % 10}`, requestId: "flood" });
    expect((await account.info(tenant, person.id)).recoveryCodesLeft).toBe(10);
    expect(await start(username, codes[9])).toEqual({ kind: "mailed" });
  });

  test("waits as long as the organisation says", async () => {
    const before = await identity.settings.get(tenant, identitySettings);
    await identity.settings.change(operator, tenant, identitySettings, () => ({
      value: { ...before, recoveryWaitHours: 72 },
      detail: "test",
    }));
    const { username, codes } = await aPrudentPerson();
    await start(username, codes[0]);
    expect(await recovery.present(ticketIn(mails[0]), origin)).toMatchObject({ readyAt: now() + 72 * hour });
    await identity.settings.change(operator, tenant, identitySettings, () => ({ value: before, detail: "test" }));
  });

  test("is closed without a mail server", async () => {
    const { username, codes } = await aPrudentPerson();
    const without = await anInstallation();
    expect(without.identity.recovery.selfService).toBe(false);
    expect(
      await without.identity.recovery.startByCode(clinic, { username, code: codes[0] ?? "" }, origin, linkOf),
    ).toEqual({ kind: "refused", code: "recovery/refused" });
  });
});

test("a ticket that is no ticket opens nothing", async () => {
  for (const text of ["", "1.x.y", `${tenant}.00000000-0000-4000-8000-000000000000.AAAAAAAAAAAAAAAA`, "999.1.1"])
    expect(await recovery.present(text, origin)).toEqual({ kind: "refused", code: "recovery/over" });
});
