import { describe, expect, test } from "vitest";
import { Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import { passkeyChallengeMs, passkeyPlaceOf, userHandleOf } from "../passkeys/index.ts";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, codeAt, goodPassword, holderOf, operator, origin } from "../testing/people.ts";
import { type Flaw, aPasskey } from "../testing/virtual-authenticator.ts";

const installation = await anInstallation();
const { identity, now, wait, takeEvents, database } = installation;
const { signIn, account, people, sessions } = identity;
const clinic = await installation.createOrganisation("Hill Clinic");
const other = await installation.createOrganisation("Dale Clinic");
const site = "https://wardbook.test";

async function options() {
  const asked = await signIn.passkeyOptions();
  if (asked === undefined) throw new Error("passkeys should work here");
  return asked;
}

/** Somebody with password, app and passkey. */
async function withPasskey(username: string, { counts = false } = {}) {
  const enrolled = await anEnrolledPerson(installation, clinic, { username });
  const holder = await holderOf(installation, enrolled);
  const passkey = aPasskey(site, { counts });
  const added = await account.addPasskey(holder, passkey.attest(await account.passkeyOptions(holder)), "Phone");
  return { ...enrolled, passkey, added };
}

describe("a first sign-in by passkey", () => {
  const begin = async (username: string) => {
    const { person, temporaryPassword } = await people.add(operator, clinic.tenant, {
      username,
      given: "Ben",
      family: "Adeyemi",
      role: "clinician",
    });
    const first = await signIn.withPassword(clinic, { username, password: temporaryPassword ?? goodPassword }, origin);
    if (first.kind !== "new-password") throw new Error(first.kind);
    return { person, challenge: first.challenge, passkey: first.passkey, temporaryPassword };
  };

  test("takes the place of a password altogether", async () => {
    const { person, challenge, passkey: offered, temporaryPassword } = await begin("keyed");
    expect(offered).toBe(true);
    const asked = await signIn.passkeyEnrolmentOptions(challenge);
    if (asked.kind !== "options") throw new Error(asked.kind);
    expect(asked.options).toMatchObject({
      rp: { id: "wardbook.test" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const passkey = aPasskey(site);
    takeEvents();
    const done = await signIn.enrolPasskey({ challenge, attestation: passkey.attest(asked.options) }, origin);
    if (done.kind !== "signed-in") throw new Error(done.kind);
    expect(takeEvents().map(({ act, detail }) => [act, detail])).toEqual([
      ["second-factor-enrolled", "passkey"],
      ["signed-in", undefined],
    ]);
    expect(await sessions.find(done.cookie)).toMatchObject({ provenBy: "passkey", provenAt: now() });
    expect(await account.info(clinic.tenant, person.id)).toMatchObject({
      password: undefined,
      authenticators: [{ kind: "passkey" }],
    });
    // The temporary password has done its work.
    expect(
      await signIn.withPassword(clinic, { username: "keyed", password: temporaryPassword ?? goodPassword }, origin),
    ).toMatchObject({ code: "session/wrong-credentials" });
    const again = await signIn.withPasskey(passkey.assert(await options()), origin);
    expect(again).toMatchObject({ kind: "signed-in", person: person.id });
  });

  test("stands beside a password that was chosen first", async () => {
    const { person, challenge } = await begin("both");
    const second = await signIn.replacePassword(challenge, goodPassword);
    if (second.kind !== "enrol") throw new Error(second.kind);
    const asked = await signIn.passkeyEnrolmentOptions(second.challenge);
    if (asked.kind !== "options") throw new Error(asked.kind);
    const attestation = aPasskey(site).attest(asked.options);
    expect((await signIn.enrolPasskey({ challenge: second.challenge, attestation }, origin)).kind).toBe("signed-in");
    expect((await account.info(clinic.tenant, person.id)).password).toBeDefined();
    expect(await signIn.withPassword(clinic, { username: "both", password: goodPassword }, origin)).toMatchObject({
      kind: "second-factor",
      methods: ["passkey"],
    });
  });

  test("is not to be had with an outdated password, which proves too little", async () => {
    await anEnrolledPerson(installation, clinic, { username: "outdated" });
    wait(91 * 24 * 3600_000);
    const first = await signIn.withPassword(clinic, { username: "outdated", password: goodPassword }, origin);
    if (first.kind !== "new-password") throw new Error(first.kind);
    expect(first.passkey).toBe(false);
    expect(await signIn.passkeyEnrolmentOptions(first.challenge)).toMatchObject({ code: "session/passkey-not-now" });
  });
});

describe("a passkey", () => {
  test("signs in without a user name, once per challenge", async () => {
    const { person, passkey } = await withPasskey("nameless");
    const asked = await options();
    expect(asked.allowCredentials ?? []).toEqual([]);
    const assertion = passkey.assert(asked);
    takeEvents();
    expect(await signIn.withPasskey(assertion, origin)).toMatchObject({ kind: "signed-in", person: person.id });
    expect(takeEvents().map(({ act, detail }) => [act, detail])).toEqual([["signed-in", "passkey"]]);
    expect(await signIn.withPasskey(assertion, origin)).toMatchObject({ code: "session/wrong-passkey" });
  });

  test("is refused when its challenge has lapsed, or was given for something else", async () => {
    const { passkey, ...enrolled } = await withPasskey("late.key");
    const late = passkey.assert(await options());
    wait(passkeyChallengeMs);
    expect(await signIn.withPasskey(late, origin)).toMatchObject({ code: "session/wrong-passkey" });
    const session = await sessions.find(enrolled.cookie);
    if (session === undefined) throw new Error("no session");
    const stepUp = await signIn.stepUpOptions(session);
    if (stepUp.passkey === undefined) throw new Error("no passkey offered");
    expect(await signIn.withPasskey(passkey.assert(stepUp.passkey), origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
  });

  const flaws: readonly (readonly [string, Flaw])[] = [
    ["another site's", { origin: "https://wardbook.example" }],
    ["bound to another domain", { rpId: "example.test" }],
    ["for a challenge that nobody gave", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["not unlocked by its owner", { userVerified: false }],
    ["in a frame of another site", { crossOrigin: true }],
    ["an enrolment in disguise", { type: "webauthn.create" }],
    ["signed by another key", { signature: "broken" }],
    ["said to be nobody's", { userHandle: "" }],
    [
      "said to be somebody else's",
      {
        userHandle: userHandleOf(clinic.tenant, parsePersonId("00000000-0000-4000-8000-000000000001")).toString(
          "base64url",
        ),
      },
    ],
  ];
  test("is refused, with one answer, when it is flawed", async () => {
    const { passkey } = await withPasskey("flawed");
    for (const [what, flaw] of flaws)
      expect(await signIn.withPasskey(passkey.assert(await options(), flaw), origin), what).toEqual({
        kind: "refused",
        code: "session/wrong-passkey",
      });
    const stranger = aPasskey(site);
    expect(await signIn.withPasskey(stranger.assert(await options()), origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
    expect((await signIn.withPasskey(passkey.assert(await options()), origin)).kind).toBe("signed-in");
  });

  test("whose counter goes back is a copy: refused and told", async () => {
    const { passkey, person } = await withPasskey("cloned", { counts: true });
    expect((await signIn.withPasskey(passkey.assert(await options()), origin)).kind).toBe("signed-in");
    takeEvents();
    expect(await signIn.withPasskey(passkey.assert(await options(), { counter: 2 }), origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
    expect(takeEvents()).toMatchObject([
      { act: "passkey-refused", detail: "its signature counter went back", subject: { id: person.id } },
    ]);
  });

  test("two answers with one count at once let one in", async () => {
    const { passkey } = await withPasskey("racing", { counts: true });
    const [one, two] = [passkey.assert(await options()), passkey.assert(await options(), { counter: 2 })];
    const outcomes = await Promise.all([signIn.withPasskey(one, origin), signIn.withPasskey(two, origin)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["refused", "signed-in"]);
  });

  test("opens nothing once its owner has ended, or has removed it", async () => {
    const leaver = await withPasskey("key.leaver");
    await people.change(operator, clinic.tenant, leaver.person.id, { state: "ended" });
    expect(await signIn.withPasskey(leaver.passkey.assert(await options()), origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
    const loser = await withPasskey("key.loser");
    await account.remove(await holderOf(installation, loser), loser.added.id);
    expect(await signIn.withPasskey(loser.passkey.assert(await options()), origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
  });

  test("of one organisation opens nothing in another, whatever it says of itself", async () => {
    const { passkey, person } = await withPasskey("crossing");
    const userHandle = userHandleOf(other.tenant, person.id).toString("base64url");
    expect(await signIn.withPasskey(passkey.assert(await options(), { userHandle }), origin)).toMatchObject({
      code: "session/wrong-passkey",
    });
  });

  test("gets in while strangers hammer its owner's name from everywhere, here included", async () => {
    const { passkey, totpSecret } = await withPasskey("besieged");
    const wrong = new Secret("Wrong-Password-1");
    for (let n = 0; n < 40; n += 1) {
      const from = { from: n % 2 === 0 ? origin.from : `198.51.100.${n}`, requestId: "siege" };
      await signIn.withPassword(clinic, { username: "besieged", password: wrong }, from);
    }
    expect(await signIn.withPassword(clinic, { username: "besieged", password: goodPassword }, origin)).toMatchObject({
      code: "session/locked",
    });
    expect((await signIn.withPasskey(passkey.assert(await options()), origin)).kind).toBe("signed-in");
    expect(codeAt(totpSecret, now())).toMatch(/^\d{6}$/);
  });

  test("signs in without asking any lock anything", async () => {
    const { passkey } = await withPasskey("unlocked");
    const assertion = passkey.assert(await options());
    installation.takeStatements();
    expect((await signIn.withPasskey(assertion, origin)).kind).toBe("signed-in");
    const asked = installation.takeStatements().join("\n");
    expect(asked).toContain("wardbook.authenticator");
    expect(asked).not.toMatch(/attempt_lock|advisory/);
  });

  test("is kept without its owner's name, and its challenge only as a hash", async () => {
    await withPasskey("kept.sealed");
    const asked = await options();
    const rows = await database
      .tenant(clinic.tenant)
      .query<{ text: string }>(
        "select a::text || encode(sealed, 'escape') || coalesce(encode(sealed_name, 'escape'), '') as text from wardbook.authenticator a",
      );
    for (const { text } of rows) expect(text).not.toMatch(/Phone|publicKey/);
    const given = await database.installation.query<{ text: string }>(
      "select encode(hash, 'escape') as text from wardbook.passkey_challenge",
    );
    expect(given.length).toBeGreaterThan(0);
    for (const { text } of given) expect(text).not.toContain(asked.challenge);
    expect(await database.tenant(clinic.tenant).query("select 1 from wardbook.passkey_challenge")).toEqual([]);
  });
});

test.each([
  ["https://ward.example", { rpId: "ward.example", origins: ["https://ward.example"] }],
  ["https://ward.example:8443", { rpId: "ward.example", origins: ["https://ward.example:8443"] }],
  ["http://127.0.0.1:8080", { rpId: "localhost", origins: ["http://localhost:8080"] }],
  ["http://localhost:8080", { rpId: "localhost", origins: ["http://localhost:8080"] }],
  ["https://[::1]:8443", { rpId: "localhost", origins: ["https://localhost:8443"] }],
  ["http://ward.example", undefined],
  ["https://192.0.2.10", undefined],
  ["https://[2001:db8::1]", undefined],
])("at %s passkeys belong to %j", (publicOrigin, place) => {
  expect(passkeyPlaceOf(publicOrigin)).toEqual(place);
});
