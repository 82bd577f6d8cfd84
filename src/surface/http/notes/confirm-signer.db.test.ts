import { expect, test } from "vitest";
import { type Caller, roles } from "../../../custody/access/index.ts";
import { anInstallation } from "../../../custody/identity/testing/installation.ts";
import {
  type EnrolledPerson,
  anEnrolledPerson,
  codeAt,
  goodPassword,
  holderOf,
  operator,
  origin,
} from "../../../custody/identity/testing/people.ts";
import { aPasskey } from "../../../custody/identity/testing/virtual-authenticator.ts";
import { openSignatures } from "../../../custody/signatures/index.ts";
import { type PersonId, Secret, type TenantId } from "../../../foundation/kernel/index.ts";
import { nextSignatureOf, signerConfirmation } from "./index.ts";

const installation = await anInstallation();
const { identity, database, keyring, now, wait } = installation;
const { components } = openSignatures({ db: database, keyring, now, recordKey: async () => undefined });
const ports = { identity, components, now };
const confirm = signerConfirmation(ports);
const minute = 60_000;
const wrong = new Secret("Wrong-Password-1");
const proofNeeded = { status: 403, code: "session/step-up-needed" };

const callerOf = (tenant: TenantId, id: PersonId, session: Partial<Caller> = {}): Caller => ({
  tenant,
  kind: "person",
  id,
  name: "Amara Osei",
  role: "clinician",
  scopes: roles.clinician.scopes,
  permissions: roles.clinician.permissions,
  from: "192.0.2.7",
  requestId: "r1",
  ...session,
});

let clinics = 0;

/** Somebody in a session of theirs, as it stands. */
async function aSigner() {
  clinics += 1;
  const clinic = await installation.createOrganisation(`Clinic ${clinics}`);
  let signer: EnrolledPerson = await anEnrolledPerson(installation, clinic);
  const caller = async () => {
    const { session } = await holderOf(installation, signer);
    return callerOf(clinic.tenant, signer.person.id, { sessionId: session.sessionId, provenAt: session.provenAt });
  };
  return {
    clinic,
    caller,
    next: async () => nextSignatureOf(ports, await caller()),
    /** One signature with what is shown. */
    async sign(password?: Secret<string>) {
      const spend = await confirm(await caller(), password);
      await database.transaction(clinic.tenant, spend);
    },
    async prove() {
      wait(31_000);
      const code = codeAt(signer.totpSecret, now());
      const proof = { kind: "password-and-code", password: goodPassword, code } as const;
      const outcome = await identity.signIn.stepUp(await holderOf(installation, signer), proof, origin);
      if (outcome.kind !== "proven") throw new Error(outcome.code);
      signer = { ...signer, cookie: outcome.cookie };
    },
    holder: () => holderOf(installation, signer),
    follow(cookie: EnrolledPerson["cookie"]) {
      signer = { ...signer, cookie };
    },
  };
}

test("the first signature of a session takes both components, even a moment after signing in", async () => {
  const it = await aSigner();
  expect(await it.next()).toBe("proof");
  for (const password of [undefined, goodPassword]) await expect(it.sign(password)).rejects.toMatchObject(proofNeeded);
  await it.prove();
  await expect(it.sign()).resolves.toBeUndefined();
});

test("each further one takes the password, or another proof; nothing is no component", async () => {
  const it = await aSigner();
  await it.prove();
  await it.sign();
  expect(await it.next()).toBe("password");
  await expect(it.sign()).rejects.toMatchObject(proofNeeded);
  for (let n = 0; n < 3; n += 1) await expect(it.sign(goodPassword)).resolves.toBeUndefined();
  await expect(it.sign(wrong)).rejects.toMatchObject({
    status: 401,
    code: "session/wrong-credentials",
    path: "password",
  });
  await it.prove();
  await expect(it.sign()).resolves.toBeUndefined();
  await expect(it.sign()).rejects.toMatchObject(proofNeeded);
});

test("a proof is good for five minutes", async () => {
  const it = await aSigner();
  await it.prove();
  wait(5 * minute - 1);
  const late = await confirm(await it.caller(), undefined);
  wait(1);
  await expect(it.sign()).rejects.toMatchObject(proofNeeded);
  // What was confirmed in time is stored a moment later.
  await expect(database.transaction(it.clinic.tenant, late)).resolves.toBeUndefined();
});

test("one proof signs once, however many signatures are under way with it", async () => {
  const it = await aSigner();
  await it.prove();
  const caller = await it.caller();
  const spends = await Promise.all([1, 2, 3].map(() => confirm(caller, undefined)));
  const outcomes = await Promise.allSettled(spends.map((spend) => database.transaction(it.clinic.tenant, spend)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.filter(({ status }) => status === "rejected").map((one) => "reason" in one && one.reason)).toEqual([
    expect.objectContaining(proofNeeded),
    expect.objectContaining(proofNeeded),
  ]);
});

test("another session of the same person begins anew", async () => {
  const it = await aSigner();
  await it.prove();
  await it.sign();
  const elsewhere = { ...(await it.caller()), sessionId: "0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5", provenAt: now() };
  await expect(confirm(elsewhere, goodPassword)).rejects.toMatchObject(proofNeeded);
});

test("whoever has only passkeys proves each signature with one", async () => {
  const it = await aSigner();
  await it.prove();
  await it.sign();
  const passkey = aPasskey("https://wardbook.test");
  await identity.account.addPasskey(
    await it.holder(),
    passkey.attest(await identity.account.passkeyOptions(await it.holder())),
    "Key",
  );
  for (let n = 0; n < 2; n += 1) {
    wait(1_000);
    const holder = await it.holder();
    const { passkey: request } = await identity.signIn.stepUpOptions(holder.session);
    if (request === undefined) throw new Error("no passkey is asked for");
    const proof = { kind: "passkey", assertion: passkey.assert(request) } as const;
    const outcome = await identity.signIn.stepUp(holder, proof, origin);
    if (outcome.kind !== "proven") throw new Error(outcome.code);
    it.follow(outcome.cookie);
    await expect(it.sign()).resolves.toBeUndefined();
    await expect(it.sign()).rejects.toMatchObject(proofNeeded);
  }
});

test("guessing at a screen that was left open locks, and says for how long", async () => {
  const it = await aSigner();
  await it.prove();
  await it.sign();
  for (let n = 0; n < 5; n += 1) await it.sign(wrong).catch(() => undefined);
  const refused = it.sign(goodPassword);
  await expect(refused).rejects.toMatchObject({ status: 429, code: "session/locked" });
  await expect(refused).rejects.toHaveProperty("headers.retry-after", expect.stringMatching(/^[1-9]\d*$/));
});

test("asking for no password counts as no attempt", async () => {
  const it = await aSigner();
  await it.prove();
  await it.sign();
  for (let n = 0; n < 9; n += 1) await it.sign().catch(() => undefined);
  await expect(it.sign(goodPassword)).resolves.toBeUndefined();
});

test("the demonstration's people have nothing to show: they pass there, and only there", async () => {
  for (const demonstration of [true, false]) {
    const organisation = await installation.createOrganisation(`Without ${demonstration}`, { demonstration });
    const { person } = await identity.people.add(
      operator,
      organisation.tenant,
      { username: "amara", given: "Amara", family: "Osei", role: "clinician" },
      { kind: "none" },
    );
    const caller = callerOf(organisation.tenant, person.id);
    expect(await nextSignatureOf(ports, caller)).toBe(demonstration ? "nothing" : "proof");
    for (const password of [undefined, new Secret("anything")]) {
      const confirming = confirm(caller, password);
      if (demonstration) await expect(confirming).resolves.toBeTypeOf("function");
      else await expect(confirming).rejects.toMatchObject(proofNeeded);
    }
  }
});

test("somebody of another organisation is nobody here", async () => {
  const it = await aSigner();
  await it.prove();
  const other = await installation.createOrganisation("Other");
  await expect(confirm({ ...(await it.caller()), tenant: other.tenant }, goodPassword)).rejects.toMatchObject(
    proofNeeded,
  );
});
