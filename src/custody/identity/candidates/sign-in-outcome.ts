import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { PasswordProfileName } from "../organisation/index.ts";
import type { PasswordFinding } from "../passwords/index.ts";
import type { SessionCookie } from "../sessions/index.ts";

/** Why a step of the sign-in is refused. Each says no more than the person in front of it may know. */
export type SignInRefusal =
  /** Name or password is wrong, or there is no such name. */
  | { readonly kind: "refused"; readonly code: "session/wrong-credentials" }
  | { readonly kind: "refused"; readonly code: "session/wrong-code" }
  /** Unknown, removed, not unlocked by its owner, or cloned: one answer. */
  | { readonly kind: "refused"; readonly code: "session/wrong-passkey" }
  /** Only a first sign-in or a recovery may enrol a passkey instead of a password. */
  | { readonly kind: "refused"; readonly code: "session/passkey-not-now" }
  /** Too many attempts on this name, whether or not anybody bears it, or on many names from this place. */
  | { readonly kind: "refused"; readonly code: "session/locked"; readonly retryAfterSeconds: number }
  /** The challenge is used up, lapsed, void or forged: start again. */
  | { readonly kind: "refused"; readonly code: "session/challenge-over" }
  /** Too many password checks wait. */
  | { readonly kind: "refused"; readonly code: "session/busy" };

/** What a right first factor leads to. */
export type NextStep =
  | {
      readonly kind: "second-factor";
      readonly challenge: string;
      readonly methods: readonly ("totp" | "recovery-code" | "passkey")[];
    }
  | {
      readonly kind: "new-password";
      readonly challenge: string;
      readonly passwordProfile: PasswordProfileName;
      /** Whether a passkey can be enrolled instead. */
      readonly passkey: boolean;
    }
  | { readonly kind: "enrol"; readonly challenge: string; readonly totpSecret: string; readonly totpUri: string };

export type FirstFactorOutcome = NextStep | SignInRefusal;
export type NewPasswordOutcome = NextStep | SignInRefusal | PasswordRefusal;
export interface PasswordRefusal {
  readonly kind: "password-refused";
  readonly findings: readonly PasswordFinding[];
  readonly profile: PasswordProfileName;
}
export type SignedIn = {
  readonly kind: "signed-in";
  readonly tenant: TenantId;
  readonly person: PersonId;
  readonly cookie: SessionCookie;
};
export type SecondFactorOutcome = SignedIn | SignInRefusal;

export const wrongCredentials = { kind: "refused", code: "session/wrong-credentials" } as const;
export const wrongCode = { kind: "refused", code: "session/wrong-code" } as const;
export const wrongPasskey = { kind: "refused", code: "session/wrong-passkey" } as const;
export const passkeyNotNow = { kind: "refused", code: "session/passkey-not-now" } as const;
export const challengeOver = { kind: "refused", code: "session/challenge-over" } as const;
export const busy = { kind: "refused", code: "session/busy" } as const;

export function locked(retryAfterSeconds: number): SignInRefusal {
  return { kind: "refused", code: "session/locked", retryAfterSeconds };
}
