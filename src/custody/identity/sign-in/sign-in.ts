import type { Clock, PersonId, Secret, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database } from "../../../foundation/platform/database/index.ts";
import type { Keyring } from "../../keyring/index.ts";
import {
  type Candidate,
  type FirstFactorOutcome,
  type NewPasswordOutcome,
  type NextStep,
  type SecondFactorOutcome,
  type SignInRefusal,
  type SignedIn,
  askForSecondFactor,
  findCandidate,
} from "../candidates/index.ts";
import { sessionKeyOf } from "../lockout/index.ts";
import type { Organisation, Organisations, Settings } from "../organisation/index.ts";
import type { Assertion, Attestation, PasskeyChallenges, PasskeyPlace, PasskeyRequest } from "../passkeys/index.ts";
import type { PasswordCheck } from "../passwords/index.ts";
import { type Origin, type RecordEvent, holdPerson } from "../person/index.ts";
import type { LiveSession, SessionCookie, Sessions } from "../sessions/index.ts";
import { enter } from "./enter.ts";
import { type FirstFactor, takeFirstFactor, tryPassword } from "./first-factor.ts";
import { takeNewPassword } from "./new-password.ts";
import { type PasskeyEnrolmentOptions, askForPasskey, takeFirstPasskey } from "./passkey-enrolment.ts";
import { askForAnyPasskey, takePasskey } from "./passkey-sign-in.ts";
import { takeSecondFactor } from "./second-factor.ts";
import { type StepUpOptions, type StepUpOutcome, type StepUpProof, offerStepUp, stepUp } from "./step-up.ts";

export interface SignInPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly organisations: Organisations;
  readonly passwords: PasswordCheck;
  readonly passkeyChallenges: PasskeyChallenges;
  /** Undefined where no browser would use a passkey. */
  readonly passkeyPlace: PasskeyPlace | undefined;
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

/** Whether a signed-in person's password, asked again, is theirs. `none`: they have none. */
export type Confirmation = { readonly kind: "right" } | { readonly kind: "none" } | SignInRefusal;

/** Somebody whom the organisation's own provider vouches for. */
export interface FederatedPerson {
  readonly tenant: TenantId;
  readonly person: PersonId;
  /** Whether the provider proved a second factor itself, by its signed word (`amr`, `acr`). */
  readonly provesSecondFactor: boolean;
  /** The provider, for the ledger. */
  readonly provider: string;
}

export interface SignIn {
  withPassword(
    organisation: Organisation | undefined,
    factor: FirstFactor,
    origin: Origin,
  ): Promise<FirstFactorOutcome>;
  replacePassword(challenge: string, password: Secret<string>): Promise<NewPasswordOutcome>;
  /** @param code an authenticator app's */
  withSecondFactor(challenge: string, code: string, origin: Origin): Promise<SecondFactorOutcome>;
  /** A recovery code in the app's place: it is used up. */
  withRecoveryCode(challenge: string, code: string, origin: Origin): Promise<SecondFactorOutcome>;
  /** What to ask the browser for. Undefined where passkeys don't work. */
  passkeyOptions(): Promise<PasskeyRequest | undefined>;
  withPasskey(assertion: Assertion, origin: Origin): Promise<SecondFactorOutcome>;
  passkeyEnrolmentOptions(challenge: string): Promise<PasskeyEnrolmentOptions>;
  enrolPasskey(
    enrolment: { readonly challenge: string; readonly attestation: Attestation; readonly name?: string | undefined },
    origin: Origin,
  ): Promise<SecondFactorOutcome>;
  /** The step after a password that was just chosen (set-up). */
  afterChosenPassword(organisation: Organisation, person: PersonId): Promise<NextStep | undefined>;
  /** Signs in without credentials: only into an organisation flagged as demonstration. */
  asDemonstrationPerson(organisation: Organisation, person: PersonId, origin: Origin): Promise<SignedIn | undefined>;
  /** Begins a session when the provider proved both factors; else asks for the local second factor, or for its enrolment.
   *  Undefined: there is no such person, their access has ended, or they come back by a recovery. */
  asFederated(federated: FederatedPerson, origin: Origin): Promise<SignedIn | NextStep | undefined>;
  /** How a signed-in person can prove themselves again. */
  stepUpOptions(session: LiveSession): Promise<StepUpOptions>;
  /** Proves a signed-in person anew, for sensitive acts. The session's cookie changes. */
  stepUp(
    found: { readonly session: LiveSession; readonly cookie: SessionCookie },
    proof: StepUpProof,
    origin: Origin,
  ): Promise<StepUpOutcome>;
  /** Asks a signed-in person's password again, counted and locked by session. */
  confirmPassword(
    who: { readonly tenant: TenantId; readonly person: PersonId; readonly sessionId?: string | undefined },
    password: Secret<string>,
    origin: Origin,
  ): Promise<Confirmation>;
}

export function createSignIn(ports: SignInPorts): SignIn {
  const candidateOf = async (tenant: TenantId, person: PersonId) =>
    findCandidate(ports.database.tenant(tenant), await ports.keyring.vault(tenant), tenant, person);

  async function begin(
    who: { readonly tenant: TenantId; readonly person: PersonId },
    how: { readonly provenBy: "federation" | "demonstration"; readonly detail: string },
    origin: Origin,
  ): Promise<SignedIn | undefined> {
    const { tenant, person } = who;
    const vault = await ports.keyring.vault(tenant);
    return ports.database.transaction(tenant, async (tx) => {
      await holdPerson(tx, tenant, person);
      const candidate = await findCandidate(tx, vault, tenant, person);
      if (how.provenBy === "federation" && candidate !== undefined && isComingBack(candidate)) return undefined;
      return candidate && enter(ports, tx, { vault, candidate, origin, provenBy: how.provenBy, how: how.detail });
    });
  }

  async function secondFactorOf(organisation: Organisation, person: PersonId): Promise<NextStep | undefined> {
    const candidate = await candidateOf(organisation.tenant, person);
    const vault = await ports.keyring.vault(organisation.tenant);
    return candidate && askForSecondFactor({ vault, organisation, candidate, now: ports.now() });
  }

  return {
    withPassword: (organisation, factor, origin) => takeFirstFactor(ports, organisation, factor, origin),
    replacePassword: (challenge, password) => takeNewPassword(ports, challenge, password),
    withSecondFactor: (challenge, code, origin) => takeSecondFactor(ports, challenge, { kind: "totp", code }, origin),
    withRecoveryCode: (challenge, code, origin) =>
      takeSecondFactor(ports, challenge, { kind: "recovery-code", code }, origin),
    passkeyOptions: () => askForAnyPasskey(ports),
    withPasskey: (assertion, origin) => takePasskey(ports, assertion, origin),
    passkeyEnrolmentOptions: (challenge) => askForPasskey(ports, challenge),
    enrolPasskey: (enrolment, origin) => takeFirstPasskey(ports, enrolment, origin),
    afterChosenPassword: secondFactorOf,

    async asDemonstrationPerson(organisation, person, origin) {
      const { tenant, demonstration } = organisation;
      if (!demonstration) return undefined;
      return begin({ tenant, person }, { provenBy: "demonstration", detail: "demonstration" }, origin);
    },

    async asFederated({ tenant, person, provesSecondFactor, provider }, origin) {
      const organisation = await ports.organisations.of(tenant);
      const candidate = organisation && (await candidateOf(tenant, person));
      if (organisation === undefined || candidate === undefined || isComingBack(candidate)) return undefined;
      if (!provesSecondFactor) return secondFactorOf(organisation, person);
      return begin({ tenant, person }, { provenBy: "federation", detail: provider }, origin);
    },

    stepUpOptions: (session) => offerStepUp(ports, session),
    stepUp: (found, proof, origin) => stepUp(ports, found, proof, origin),

    async confirmPassword({ tenant, person, sessionId }, password, origin) {
      const candidate = await candidateOf(tenant, person);
      if (candidate !== undefined && candidate.password === undefined) return { kind: "none" };
      if (candidate === undefined) return { kind: "refused", code: "session/wrong-credentials" };
      const vault = await ports.keyring.vault(tenant);
      const subject = candidate.row.username_token;
      const within = sessionId ?? `person/${person}`;
      const key = sessionKeyOf(vault, { tenant, factor: "password", subject, sessionId: within });
      return (await tryPassword(ports, { key, candidate, password, origin })) ?? { kind: "right" };
    },
  };
}

/** Whether they signed in once and what proved them is forgotten: then a recovery leads back, and nothing else does. */
function isComingBack({ row }: Candidate): boolean {
  return row.state === "awaiting-first-sign-in" && row.last_sign_in_at !== null;
}
