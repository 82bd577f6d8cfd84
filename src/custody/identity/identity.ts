import type { ArgonCost } from "../../foundation/crypto/index.ts";
import type { Clock } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { type Account, createAccount } from "./account/index.ts";
import { type LockedNames, type SlowedPlaces, createLockedNames, createSlowedPlaces } from "./lockout/index.ts";
import { type Organisations, type Settings, createSettings, organisationsOf } from "./organisation/index.ts";
import { type PasskeyPlace, createPasskeyChallenges, passkeyPlaceOf } from "./passkeys/index.ts";
import { createPasswordCheck } from "./passwords/index.ts";
import { type People, type WitnessRoleChange, createPeople } from "./people/index.ts";
import type { RecordEvent } from "./person/index.ts";
import { type Mailer, type Recovery, createRecovery, noMailer } from "./recovery/index.ts";
import { type Sessions, createSessions } from "./sessions/index.ts";
import { type SignIn, createSignIn } from "./sign-in/index.ts";

export interface IdentityPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault" | "tenants">;
  /** What people type into their browsers: "https://ward.example". Passkeys belong to its domain. */
  readonly publicOrigin: string;
  /** Without one, recovery takes two people. */
  readonly mailer?: Mailer | undefined;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
  /** Told in the transaction that gives somebody a role or takes one away; answers why it may not be. */
  readonly witnessRoleChange?: WitnessRoleChange | undefined;
  /** What a guess costs; tests pay less than the world does. */
  readonly passwordCost?: ArgonCost | undefined;
  /** What went wrong behind an answer that must not tell: a mail that could not be sent. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** Who may come in, and how they prove it. */
export interface Identity {
  readonly organisations: Organisations;
  readonly people: People;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly account: Account;
  readonly recovery: Recovery;
  readonly settings: Settings;
  readonly lockedNames: LockedNames;
  readonly slowedPlaces: SlowedPlaces;
  /** Undefined where no browser would use a passkey. */
  readonly passkeyPlace: PasskeyPlace | undefined;
}

export function createIdentity(given: IdentityPorts): Identity {
  const organisations = organisationsOf(given.keyring, given.now);
  const settings = createSettings(given);
  const ports = {
    ...given,
    organisations,
    settings,
    passwords: createPasswordCheck(given.passwordCost),
    passkeyChallenges: createPasskeyChallenges(given),
    passkeyPlace: passkeyPlaceOf(given.publicOrigin),
    sessions: createSessions({ ...given, settings }),
    mailer: given.mailer ?? noMailer,
    onFailure: given.onFailure ?? (() => undefined),
  };
  return {
    organisations,
    settings,
    sessions: ports.sessions,
    lockedNames: createLockedNames(given),
    slowedPlaces: createSlowedPlaces(given),
    passkeyPlace: ports.passkeyPlace,
    people: createPeople(ports),
    signIn: createSignIn(ports),
    account: createAccount(ports),
    recovery: createRecovery(ports),
  };
}
