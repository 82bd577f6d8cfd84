import { describe, expect, test } from "vitest";
import { hashPassword } from "../../../foundation/crypto/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { identitySettings } from "../organisation/index.ts";
import { openPassword, readCredentials, sealPassword, storeCredential } from "../passwords/index.ts";
import type { Mail } from "../recovery/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword, holderOf, operator, origin } from "../testing/people.ts";
import { aPasskey } from "../testing/virtual-authenticator.ts";

const mails: Mail[] = [];
const installation = await anInstallation({
  mailer: {
    configured: true,
    send: async (mail) => {
      mails.push(mail);
    },
  },
});
const { identity, now, wait, takeEvents, database, keyring } = installation;
const { account, signIn, sessions } = identity;
const clinic = await installation.createOrganisation("Hill Clinic");
const site = "https://wardbook.test";
const next = new Secret("Red-Kettle-19!");

let count = 0;
async function somebody() {
  count += 1;
  const enrolled = await anEnrolledPerson(installation, clinic, { username: `owner${count}` });
  takeEvents();
  return { ...enrolled, username: `owner${count}`, holder: await holderOf(installation, enrolled) };
}

async function signInWith(username: string, factor: { readonly code?: string; readonly recoveryCode?: string }) {
  const step = await signIn.withPassword(clinic, { username, password: goodPassword }, origin);
  if (step.kind !== "second-factor") throw new Error(step.kind);
  return factor.recoveryCode === undefined
    ? signIn.withSecondFactor(step.challenge, factor.code ?? "", origin)
    : signIn.withRecoveryCode(step.challenge, factor.recoveryCode, origin);
}

describe("authenticators", () => {
  test("can be several, are named, and each signs in", async () => {
    const { holder, username, totpSecret } = await somebody();
    const invitation = await account.totpInvitation(holder);
    const app = await account.confirmTotp(holder, invitation.challenge, codeAt(invitation.totpSecret, now()), "Tablet");
    expect(app).toMatchObject({ kind: "totp", name: "Tablet" });
    const attestation = aPasskey(site).attest(await account.passkeyOptions(holder));
    await account.addPasskey(holder, attestation, "Security key");
    const { authenticators } = await account.info(clinic.tenant, holder.session.person.id);
    expect(authenticators.map(({ kind, name }) => `${kind}: ${name}`).sort()).toEqual([
      "passkey: Security key",
      "totp: Authenticator app",
      "totp: Tablet",
    ]);
    expect(await account.rename(holder, app.id, "Old tablet")).toMatchObject({ name: "Old tablet" });
    expect(takeEvents().map(({ act, detail }) => [act, detail])).toEqual([
      ["authenticator-added", "authenticator app"],
      ["authenticator-added", "passkey"],
    ]);
    wait(30_000);
    expect((await signInWith(username, { code: codeAt(invitation.totpSecret, now()) })).kind).toBe("signed-in");
    expect((await signInWith(username, { code: codeAt(totpSecret, now()) })).kind).toBe("signed-in");
  });

  test("go, but never the last way in", async () => {
    const { holder } = await somebody();
    const info = () => account.info(clinic.tenant, holder.session.person.id);
    const app = (await info()).authenticators[0]?.id ?? "";
    await expect(account.remove(holder, app)).rejects.toMatchObject({ code: "account/last-authenticator" });
    const attestation = aPasskey(site).attest(await account.passkeyOptions(holder));
    const passkey = await account.addPasskey(holder, attestation, "Phone");
    await account.remove(holder, app);
    await expect(account.remove(holder, passkey.id)).rejects.toMatchObject({ code: "account/last-authenticator" });
    await expect(account.remove(holder, app)).rejects.toMatchObject({ code: "account/unknown-authenticator" });
  });

  test("two removals at once leave a way in", async () => {
    const { holder } = await somebody();
    const attestation = aPasskey(site).attest(await account.passkeyOptions(holder));
    await account.addPasskey(holder, attestation, "Phone");
    const { authenticators } = await account.info(clinic.tenant, holder.session.person.id);
    const removals = await Promise.allSettled(authenticators.map(({ id }) => account.remove(holder, id)));
    expect(removals.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("belong to one person: a passkey twice, a stranger's app and a wrong code are refused", async () => {
    const [mine, theirs] = [await somebody(), await somebody()];
    const passkey = aPasskey(site);
    await account.addPasskey(mine.holder, passkey.attest(await account.passkeyOptions(mine.holder)), "Key");
    await expect(
      account.addPasskey(theirs.holder, passkey.attest(await account.passkeyOptions(theirs.holder)), "Key"),
    ).rejects.toMatchObject({ code: "account/passkey-refused" });
    const { challenge, totpSecret } = await account.totpInvitation(mine.holder);
    await expect(account.confirmTotp(theirs.holder, challenge, codeAt(totpSecret, now()), "App")).rejects.toMatchObject(
      { code: "account/challenge-over" },
    );
    await expect(account.confirmTotp(mine.holder, challenge, "000000", "App")).rejects.toMatchObject({
      code: "account/wrong-code",
    });
    const foreign = (await account.info(clinic.tenant, mine.holder.session.person.id)).authenticators[0]?.id ?? "";
    await expect(account.rename(theirs.holder, foreign, "Mine now")).rejects.toMatchObject({
      code: "account/unknown-authenticator",
    });
  });

  test("void a sign-in that is under way when they change", async () => {
    const { holder, username, totpSecret } = await somebody();
    const step = await signIn.withPassword(clinic, { username, password: goodPassword }, origin);
    if (step.kind !== "second-factor") throw new Error(step.kind);
    await account.makeRecoveryCodes(holder);
    expect(await signIn.withSecondFactor(step.challenge, codeAt(totpSecret, now()), origin)).toMatchObject({
      code: "session/challenge-over",
    });
  });
});

describe("recovery codes", () => {
  test("stand in for the app once each, however they are typed", async () => {
    const { holder, username } = await somebody();
    const codes = (await account.makeRecoveryCodes(holder)).map((code) => code.expose());
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
    const [first = ""] = codes;
    takeEvents();
    const typed = first.toLowerCase().replaceAll("-", " ");
    expect((await signInWith(username, { recoveryCode: typed })).kind).toBe("signed-in");
    expect(takeEvents().map(({ act }) => act)).toEqual(["recovery-code-used", "signed-in"]);
    expect(await signInWith(username, { recoveryCode: first })).toMatchObject({ code: "session/wrong-code" });
    expect((await account.info(clinic.tenant, holder.session.person.id)).recoveryCodesLeft).toBe(9);
  });

  test("all go when new ones are made, and none is kept readable", async () => {
    const { holder, username } = await somebody();
    const [old] = await account.makeRecoveryCodes(holder);
    const [fresh] = await account.makeRecoveryCodes(holder);
    expect(await signInWith(username, { recoveryCode: old?.expose() ?? "" })).toMatchObject({
      code: "session/wrong-code",
    });
    expect((await signInWith(username, { recoveryCode: fresh?.expose() ?? "" })).kind).toBe("signed-in");
    const rows = await database
      .tenant(clinic.tenant)
      .query<{ text: string }>("select encode(code_hash, 'escape') as text from wardbook.recovery_code");
    for (const { text } of rows) expect(text).not.toContain(fresh?.expose().slice(0, 4));
  });

  test("two at once with one code let one in", async () => {
    const { holder, username } = await somebody();
    const [code] = await account.makeRecoveryCodes(holder);
    const outcomes = await Promise.all([1, 2].map(() => signInWith(username, { recoveryCode: code?.expose() ?? "" })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["refused", "signed-in"]);
  });
});

describe("a password", () => {
  test("changes with the present one, ends other sessions and renews this one's cookie", async () => {
    const { holder, username, totpSecret } = await somebody();
    const elsewhere = await signInWith(username, { code: codeAt(totpSecret, now()) });
    if (elsewhere.kind !== "signed-in") throw new Error(elsewhere.kind);
    expect(await account.changePassword(holder, { current: new Secret("Wrong-One-12!"), next })).toMatchObject({
      code: "session/wrong-credentials",
    });
    expect(await account.changePassword(holder, { current: goodPassword, next: goodPassword })).toMatchObject({
      findings: ["password/reused"],
    });
    const changed = await account.changePassword(holder, { current: goodPassword, next });
    if (changed.kind !== "changed") throw new Error(changed.kind);
    expect(await sessions.find(holder.cookie)).toBeUndefined();
    expect(await sessions.find(elsewhere.cookie)).toBeUndefined();
    expect(await sessions.find(changed.cookie)).toMatchObject({ sessionId: holder.session.sessionId });
    expect((await signIn.withPassword(clinic, { username, password: next }, origin)).kind).toBe("second-factor");
  });

  test("follows the profile in force: long and plain is good for one, four kinds for the other", async () => {
    const { holder } = await somebody();
    const plain = new Secret("correct horse battery staple");
    const change = (password: Secret<string>) =>
      account.changePassword(holder, { current: goodPassword, next: password });
    expect(await change(plain)).toMatchObject({
      profile: "policy",
      findings: ["password/no-upper-case", "password/no-digit"],
    });
    const before = await identity.settings.get(clinic.tenant, identitySettings);
    const nist = { ...before, passwordProfile: "nist-800-63b-4" } as const;
    await identity.settings.change(operator, clinic.tenant, identitySettings, () => ({ value: nist, detail: "test" }));
    expect(await change(new Secret("hill clinic rocks"))).toMatchObject({ findings: ["password/own-name"] });
    expect(await change(new Secret("1234567"))).toMatchObject({
      profile: "nist-800-63b-4",
      findings: ["password/too-short", "password/common"],
    });
    expect((await change(plain)).kind).toBe("changed");
    expect((await account.info(clinic.tenant, holder.session.person.id)).password?.changeBy).toBeUndefined();
    await identity.settings.change(operator, clinic.tenant, identitySettings, () => ({
      value: before,
      detail: "test",
    }));
    expect((await account.info(clinic.tenant, holder.session.person.id)).password?.changeBy).toBeDefined();
  });

  test("is hashed anew at a sign-in when the cost has risen since", async () => {
    const { holder, username } = await somebody();
    const owner = { tenant: clinic.tenant, person: holder.session.person.id };
    const vault = await keyring.vault(clinic.tenant);
    const read = async () => {
      const row = (await readCredentials(database.tenant(clinic.tenant), owner.tenant, owner.person)).get("password");
      if (row === undefined) throw new Error("no password");
      return openPassword(vault, owner.person, row.sealed);
    };
    const cheap = await hashPassword(goodPassword, { memoryKib: 512, passes: 1, lanes: 1 });
    const sealed = sealPassword(vault, owner.person, { ...(await read()), phc: cheap });
    await database.transaction(clinic.tenant, (tx) =>
      storeCredential(tx, owner, { factor: "password", sealed, changed_at: now() }),
    );
    expect((await signIn.withPassword(clinic, { username, password: goodPassword }, origin)).kind).toBe(
      "second-factor",
    );
    expect((await read()).phc).toMatch(/m=1024,t=1/);
  });
});

test("a new mail address is told to the old one", async () => {
  const { holder } = await somebody();
  await account.changeEmail(holder, "first@clinic.test");
  expect(mails).toEqual([]);
  await account.changeEmail(holder, "second@clinic.test");
  expect(mails).toMatchObject([{ to: "first@clinic.test" }]);
  expect(await identity.people.get(clinic.tenant, holder.session.person.id)).toMatchObject({
    email: "second@clinic.test",
    given: "Amara",
  });
});
