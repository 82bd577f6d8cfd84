import { describe, expect, test } from "vitest";
import { Secret } from "../../../foundation/kernel/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword, holderOf, operator, origin } from "../testing/people.ts";
import { aPasskey } from "../testing/virtual-authenticator.ts";
import { isFreshlyProven, stepUpMilliseconds } from "./step-up.ts";

const installation = await anInstallation();
const { identity, now, wait, takeEvents } = installation;
const { signIn, account, sessions, people } = identity;
const clinic = await installation.createOrganisation("Hill Clinic");
const demonstration = await installation.createOrganisation("Aldermere", { demonstration: true });
const minute = 60_000;

let count = 0;
async function somebody() {
  count += 1;
  const enrolled = await anEnrolledPerson(installation, clinic, { username: `prover${count}` });
  const holder = await holderOf(installation, enrolled);
  takeEvents();
  return { ...enrolled, username: `prover${count}`, holder };
}

describe("a proof", () => {
  test("is fresh for five minutes, and none is never", () => {
    expect(isFreshlyProven(1, 1 + stepUpMilliseconds - 1)).toBe(true);
    expect(isFreshlyProven(1, 1 + stepUpMilliseconds)).toBe(false);
    expect(isFreshlyProven(0, 1)).toBe(false);
    expect(isFreshlyProven(undefined, 0)).toBe(false);
  });

  test("with password and code renews the session under a new cookie", async () => {
    const { holder, totpSecret } = await somebody();
    wait(10 * minute);
    const { session } = holder;
    expect((await signIn.stepUpOptions(session)).methods).toEqual(["password-and-code"]);
    const proof = { kind: "password-and-code", password: goodPassword, code: codeAt(totpSecret, now()) } as const;
    const proven = await signIn.stepUp(holder, proof, origin);
    if (proven.kind !== "proven") throw new Error(proven.code);
    expect(await sessions.find(holder.cookie)).toBeUndefined();
    expect(await sessions.find(proven.cookie)).toMatchObject({ sessionId: session.sessionId, provenAt: now() });
    expect(takeEvents().map(({ act, detail }) => [act, detail])).toEqual([["stepped-up", "password-and-code"]]);
    // The code was used: it proves nothing again.
    const again = { session, cookie: proven.cookie };
    expect(await signIn.stepUp(again, proof, origin)).toMatchObject({ code: "session/wrong-code" });
  });

  test("with a passkey is for this session only, and once", async () => {
    const [mine, theirs] = [await somebody(), await somebody()];
    const passkey = aPasskey("https://wardbook.test");
    await account.addPasskey(mine.holder, passkey.attest(await account.passkeyOptions(mine.holder)), "Key");
    const offered = await signIn.stepUpOptions(mine.holder.session);
    expect(offered.methods).toEqual(["passkey", "password-and-code"]);
    if (offered.passkey === undefined) throw new Error("no passkey offered");
    const assertion = passkey.assert(offered.passkey);
    expect(await signIn.stepUp(theirs.holder, { kind: "passkey", assertion }, origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
    const proven = await signIn.stepUp(mine.holder, { kind: "passkey", assertion }, origin);
    if (proven.kind !== "proven") throw new Error(proven.code);
    expect(await sessions.find(proven.cookie)).toMatchObject({ provenBy: "passkey" });
    const again = { session: mine.holder.session, cookie: proven.cookie };
    expect(await signIn.stepUp(again, { kind: "passkey", assertion }, origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
  });

  test("is guessed at five times in a session, while neither sign-in nor another session is locked by it", async () => {
    const { holder, username, totpSecret } = await somebody();
    const guess = { kind: "password-and-code", password: new Secret("Wrong-One-12!"), code: "000000" } as const;
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const outcome = await signIn.stepUp(holder, guess, origin);
      codes.push(outcome.kind === "refused" ? outcome.code : outcome.kind);
    }
    expect(codes).toEqual([...Array<string>(4).fill("session/wrong-credentials"), "session/locked", "session/locked"]);
    const step = await signIn.withPassword(clinic, { username, password: goodPassword }, origin);
    if (step.kind !== "second-factor") throw new Error(step.kind);
    expect((await signIn.withSecondFactor(step.challenge, codeAt(totpSecret, now()), origin)).kind).toBe("signed-in");
  });

  test("is not stopped by strangers who lock the name from outside", async () => {
    const { holder, username, totpSecret } = await somebody();
    for (let n = 0; n < 30; n += 1)
      await signIn.withPassword(
        clinic,
        { username, password: new Secret("Wrong-One-12!") },
        { from: `203.0.113.${n}`, requestId: "siege" },
      );
    const proof = { kind: "password-and-code", password: goodPassword, code: codeAt(totpSecret, now()) } as const;
    expect((await signIn.stepUp(holder, proof, origin)).kind).toBe("proven");
  });

  test("by a mere click is for people of the demonstration, who have nothing else", async () => {
    const { holder } = await somebody();
    expect(await signIn.stepUp(holder, { kind: "confirm" }, origin)).toMatchObject({
      code: "session/wrong-credentials",
    });
    const { person } = await people.add(
      operator,
      demonstration.tenant,
      { username: "shown", given: "Ben", family: "Adeyemi", role: "clinician" },
      { kind: "none" },
    );
    const signedIn = await signIn.asDemonstrationPerson(demonstration, person.id, origin);
    if (signedIn === undefined) throw new Error("not signed in");
    const shown = await holderOf(installation, { cookie: signedIn.cookie, person });
    expect((await signIn.stepUpOptions(shown.session)).methods).toEqual(["confirm"]);
    expect((await signIn.stepUp(shown, { kind: "confirm" }, origin)).kind).toBe("proven");
  });

  test("is asked anew when somebody's role was changed", async () => {
    const { holder, cookie, person } = await somebody();
    expect(isFreshlyProven(holder.session.provenAt, now())).toBe(true);
    await people.change(operator, clinic.tenant, person.id, { role: "auditor" });
    expect(await sessions.find(cookie)).toMatchObject({ role: "auditor", provenAt: 0 });
  });
});

describe("somebody whom the organisation's provider vouches for", () => {
  const vouched = async (provesSecondFactor: boolean, username: string) => {
    const { person } = await people.add(
      operator,
      clinic.tenant,
      { username, given: "Ben", family: "Adeyemi", role: "clinician" },
      { kind: "none" },
    );
    const claim = { tenant: clinic.tenant, person: person.id, provesSecondFactor, provider: "https://id.example" };
    return { person, outcome: await signIn.asFederated(claim, origin) };
  };

  test("comes in when the provider proved a second factor", async () => {
    const { outcome } = await vouched(true, "vouched");
    if (outcome?.kind !== "signed-in") throw new Error(outcome?.kind);
    expect(await sessions.find(outcome.cookie)).toMatchObject({ provenBy: "federation" });
  });

  test("enrols a second factor here when it did not, and shows it from then on", async () => {
    const { person, outcome } = await vouched(false, "half.vouched");
    if (outcome?.kind !== "enrol") throw new Error(outcome?.kind);
    const entered = await signIn.withSecondFactor(outcome.challenge, codeAt(outcome.totpSecret, now()), origin);
    expect(entered.kind).toBe("signed-in");
    const claim = {
      tenant: clinic.tenant,
      person: person.id,
      provesSecondFactor: false,
      provider: "https://id.example",
    };
    expect(await signIn.asFederated(claim, origin)).toMatchObject({ kind: "second-factor", methods: ["totp"] });
  });

  test("stays out when their access has ended", async () => {
    const { person } = await vouched(true, "ended.vouched");
    await people.change(operator, clinic.tenant, person.id, { state: "ended" });
    const claim = {
      tenant: clinic.tenant,
      person: person.id,
      provesSecondFactor: true,
      provider: "https://id.example",
    };
    expect(await signIn.asFederated(claim, origin)).toBeUndefined();
  });
});
