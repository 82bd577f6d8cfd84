import { randomUuid } from "../../../foundation/crypto/index.ts";
import type { PersonId, Secret, TenantId } from "../../../foundation/kernel/index.ts";
import { DatabaseError } from "../../../foundation/platform/database/index.ts";
import {
  type Candidate,
  type PasswordRefusal,
  type SignInRefusal,
  challengeFor,
  findCandidate,
  letsIn,
  passwordOutdatedAt,
  spendChallenge,
} from "../candidates/index.ts";
import { type PasswordProfileName, identitySettings } from "../organisation/index.ts";
import { type Attestation, type PasskeyCreation, creationOptions, verifyAttestation } from "../passkeys/index.ts";
import {
  type Actor,
  IdentityError,
  type Origin,
  displayName,
  holdPerson,
  sealProfile,
  storePerson,
} from "../person/index.ts";
import { type Mailer, addressChangedMail } from "../recovery/index.ts";
import {
  type Authenticator,
  addPasskey,
  codesAtOnce,
  deleteAuthenticator,
  hashRecoveryCode,
  insertAuthenticator,
  matchTotp,
  mostAuthenticators,
  newRecoveryCode,
  newTotpSecret,
  openAuthenticator,
  readAuthenticators,
  renameAuthenticator,
  replaceCodes,
  sealAuthenticatorName,
  sealTotp,
  totpInvitation,
} from "../second-factors/index.ts";
import type { LiveSession, SessionCookie } from "../sessions/index.ts";
import { type SignInPorts, openStep } from "../sign-in/index.ts";
import { changeOwn } from "./change-own.ts";
import { type PasswordsOfChange, changeOwnPassword } from "./change-password.ts";

/** What somebody proves themselves with. */
export interface AccountInfo {
  readonly authenticators: readonly Authenticator[];
  readonly password: { readonly changedAt: number; readonly changeBy: number | undefined } | undefined;
  readonly passwordProfile: PasswordProfileName;
  readonly recoveryCodesLeft: number;
}

/** Whose account: the person who is signed in, and the session they act in. */
export interface AccountHolder {
  readonly session: LiveSession;
  readonly cookie: SessionCookie;
  readonly actor: Actor;
  readonly origin: Origin;
}

export type PasswordChange =
  | { readonly kind: "changed"; readonly cookie: SessionCookie }
  | PasswordRefusal
  | SignInRefusal;

/** What a person changes about their own way in. Each change is witnessed and voids every sign-in step under way. */
export interface Account {
  info(tenant: TenantId, person: PersonId): Promise<AccountInfo>;
  /** @throws IdentityError `account/passkeys-unavailable`, `account/too-many-authenticators` */
  passkeyOptions(holder: AccountHolder): Promise<PasskeyCreation>;
  /** @throws IdentityError `account/passkey-refused`, `account/too-many-authenticators` */
  addPasskey(holder: AccountHolder, attestation: Attestation, name: string): Promise<Authenticator>;
  totpInvitation(
    holder: AccountHolder,
  ): Promise<{ readonly challenge: string; readonly totpSecret: string; readonly totpUri: string }>;
  /** @throws IdentityError `account/challenge-over`, `account/wrong-code`, `account/too-many-authenticators` */
  confirmTotp(holder: AccountHolder, challenge: string, code: string, name: string): Promise<Authenticator>;
  /** @throws IdentityError `account/unknown-authenticator` */
  rename(holder: AccountHolder, id: string, name: string): Promise<Authenticator>;
  /** @throws IdentityError `account/unknown-authenticator`, `account/last-authenticator` */
  remove(holder: AccountHolder, id: string): Promise<void>;
  /** Ten codes in place of all former ones: shown once. */
  makeRecoveryCodes(holder: AccountHolder): Promise<readonly Secret<string>[]>;
  /** Ends every other session, and gives this one a new cookie. */
  changePassword(holder: AccountHolder, passwords: PasswordsOfChange): Promise<PasswordChange>;
  changeEmail(holder: AccountHolder, email: string | undefined): Promise<void>;
}

export interface AccountPorts extends SignInPorts {
  readonly mailer: Mailer;
  readonly onFailure: (error: unknown) => void;
}

export function createAccount(ports: AccountPorts): Account {
  const { database, keyring, settings, now, recordEvent } = ports;
  const change = changeOwn(ports);
  const enrolUse = ({ session }: AccountHolder) => `enrol/${session.sessionId}` as const;

  async function candidateOf(tenant: TenantId, person: PersonId): Promise<Candidate> {
    const candidate = await findCandidate(database.tenant(tenant), await keyring.vault(tenant), tenant, person);
    if (candidate === undefined) throw new IdentityError("people/unknown", "there is no such person");
    return candidate;
  }

  const own = ({ session }: AccountHolder) => candidateOf(session.tenant, session.person.id);

  async function authenticatorOf(holder: AccountHolder, id: string): Promise<Authenticator> {
    const { tenant, person } = holder.session;
    const vault = await keyring.vault(tenant);
    const rows = await readAuthenticators(database.tenant(tenant), tenant, person.id);
    const row = rows.find(({ authenticator }) => authenticator === id);
    if (row === undefined) throw unknownAuthenticator();
    return openAuthenticator(vault, row);
  }

  return {
    async info(tenant, person) {
      const candidate = await candidateOf(tenant, person);
      const vault = await keyring.vault(tenant);
      const { passwordProfile } = await settings.get(tenant, identitySettings);
      const { password } = candidate;
      return {
        authenticators: candidate.authenticators.map((row) => openAuthenticator(vault, row)),
        password: password && {
          changedAt: password.changedAt,
          changeBy: passwordOutdatedAt(password, passwordProfile),
        },
        passwordProfile,
        recoveryCodesLeft: candidate.unusedCodes,
      };
    },

    async passkeyOptions(holder) {
      const candidate = await own(holder);
      refuseMore(candidate);
      const organisation = await ports.organisations.of(candidate.tenant);
      if (ports.passkeyPlace === undefined || organisation === undefined) throw passkeysUnavailable();
      const options = await creationOptions(ports.passkeyPlace, {
        tenant: candidate.tenant,
        person: candidate.id,
        username: candidate.username,
        displayName: displayName(candidate),
        organisation: organisation.name,
        existing: candidate.passkeys,
      });
      await ports.passkeyChallenges.give(enrolUse(holder), options.challenge);
      return options;
    },

    async addPasskey(holder, attestation, name) {
      if (ports.passkeyPlace === undefined) throw passkeysUnavailable();
      const spend = ports.passkeyChallenges.spend(enrolUse(holder));
      const passkey = await verifyAttestation(ports.passkeyPlace, attestation, spend);
      if (passkey === undefined) throw passkeyRefused();
      const id = await change(holder, "authenticator-added", "passkey", async (tx, { vault, candidate }) => {
        refuseMore(candidate);
        return addPasskey(tx, vault, { tenant: candidate.tenant, person: candidate.id }, { passkey, name, now: now() });
      }).catch((error: unknown) => {
        if (error instanceof DatabaseError && error.code === "database/unique-violation") throw passkeyRefused();
        throw error;
      });
      return authenticatorOf(holder, id);
    },

    async totpInvitation(holder) {
      const candidate = await own(holder);
      refuseMore(candidate);
      const { tenant } = candidate;
      const organisation = await ports.organisations.of(tenant);
      if (organisation === undefined) throw challengeIsOver();
      const secret = newTotpSecret();
      const label = { issuer: `Wardbook ${organisation.name}`, account: candidate.username };
      const { base32, uri } = totpInvitation(secret, label);
      const step = { vault: await keyring.vault(tenant), organisation, candidate, now: now() };
      return { challenge: challengeFor(step, "add-totp", secret), totpSecret: base32, totpUri: uri };
    },

    async confirmTotp(holder, challengeText, code, name) {
      const opened = await openStep(ports, challengeText, ["add-totp"]);
      const secret = opened?.challenge.totpSecret;
      if (opened?.candidate.id !== holder.session.person.id || secret === undefined) throw challengeIsOver();
      const step = matchTotp({ secret, code, now: now(), lastStep: 0 });
      if (step === undefined) throw new IdentityError("account/wrong-code", "that code is not right", { path: "code" });
      const id = await change(holder, "authenticator-added", "authenticator app", async (tx, { vault, candidate }) => {
        refuseMore(candidate);
        if (!(await spendChallenge(tx, candidate.tenant, opened.challenge))) throw challengeIsOver();
        const authenticator = randomUuid();
        await insertAuthenticator(tx, candidate.tenant, {
          authenticator,
          person: candidate.id,
          kind: "totp",
          token: null,
          sealed: sealTotp(vault, candidate.id, secret),
          sealed_name: sealAuthenticatorName(vault, authenticator, name),
          counter: step,
          added_at: now(),
        });
        return authenticator;
      });
      return authenticatorOf(holder, id);
    },

    async rename(holder, id, name) {
      const { tenant, person } = holder.session;
      const sealed = sealAuthenticatorName(await keyring.vault(tenant), id, name);
      const renamed = await database.transaction(tenant, (tx) =>
        renameAuthenticator(tx, { tenant, person: person.id }, id, sealed),
      );
      if (!renamed) throw unknownAuthenticator();
      return authenticatorOf(holder, id);
    },

    async remove(holder, id) {
      const { kind, name } = await authenticatorOf(holder, id);
      await change(holder, "authenticator-removed", `${kind} “${name}”`, async (tx, { candidate }) => {
        const left = {
          password: candidate.password !== undefined,
          totps: candidate.totps.filter((one) => one.id !== id).length,
          passkeys: candidate.passkeys.filter((one) => one.authenticator !== id).length,
        };
        if (!letsIn(left))
          throw new IdentityError("account/last-authenticator", "this is your last way in; add another one first");
        await deleteAuthenticator(tx, { tenant: candidate.tenant, person: candidate.id }, id);
      });
    },

    async makeRecoveryCodes(holder) {
      const codes = Array.from({ length: codesAtOnce }, newRecoveryCode);
      await change(holder, "recovery-codes-made", undefined, async (tx, { vault, candidate }) => {
        const hashes = codes.map((code) => hashRecoveryCode(vault, candidate.id, code.expose()));
        await replaceCodes(tx, { tenant: candidate.tenant, person: candidate.id }, hashes);
      });
      return codes;
    },

    changePassword: async (holder, passwords) =>
      changeOwnPassword(ports, change, { holder, candidate: await own(holder) }, passwords),

    async changeEmail(holder, email) {
      const { tenant, person } = holder.session;
      const vault = await keyring.vault(tenant);
      const former = await database.transaction(tenant, async (tx) => {
        const row = await holdPerson(tx, tenant, person.id);
        const candidate = row && (await findCandidate(tx, vault, tenant, person.id));
        if (row === undefined || candidate === undefined)
          throw new IdentityError("people/unknown", "there is no such person");
        const { username, given, family, prefix, jobTitle, facilities, patient, practitioner } = candidate;
        const kept = { username, given, family, prefix, jobTitle, facilities, patient, practitioner };
        await storePerson(tx, tenant, { ...row, sealed_profile: sealProfile(vault, person.id, { ...kept, email }) });
        const actor = holder.actor;
        await recordEvent(tx, tenant, { act: "person-changed", at: now(), actor, detail: "own mail address" });
        return candidate.email;
      });
      ports.sessions.forgetRemembered();
      const organisation = await ports.organisations.of(tenant);
      if (former !== undefined && former !== email && ports.mailer.configured && organisation !== undefined)
        await ports.mailer
          .send(addressChangedMail({ to: former, organisation: organisation.name }))
          .catch(ports.onFailure);
    },
  };
}

function refuseMore({ authenticators }: Candidate): void {
  if (authenticators.length >= mostAuthenticators)
    throw new IdentityError(
      "account/too-many-authenticators",
      `nobody has more than ${mostAuthenticators} authenticators`,
    );
}

function unknownAuthenticator(): IdentityError {
  return new IdentityError("account/unknown-authenticator", "you have no such authenticator");
}

function challengeIsOver(): IdentityError {
  return new IdentityError("account/challenge-over", "this took too long or was finished elsewhere; start again");
}

function passkeyRefused(): IdentityError {
  return new IdentityError("account/passkey-refused", "this passkey could not be added; try again, or use another one");
}

function passkeysUnavailable(): IdentityError {
  return new IdentityError(
    "account/passkeys-unavailable",
    "passkeys need this server to have a domain name and encryption",
  );
}
