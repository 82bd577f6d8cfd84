import type { TenantVault } from "../../keyring/index.ts";
import type { Organisation, PasswordProfileName } from "../organisation/index.ts";
import { passwordProfiles, temporaryPasswordDays } from "../passwords/index.ts";
import { newTotpSecret, totpInvitation } from "../second-factors/index.ts";
import { type Candidate, hasSecondFactor } from "./candidate.ts";
import { type ChallengeKind, newNonce, sealChallenge } from "./challenge.ts";
import type { NextStep } from "./sign-in-outcome.ts";

const day = 24 * 3600_000;

/** When the profile wants the password replaced; undefined: never. */
export function passwordOutdatedAt(
  password: { readonly changedAt: number },
  profile: PasswordProfileName,
): number | undefined {
  const days = passwordProfiles[profile].changeAfterDays;
  return days === undefined ? undefined : password.changedAt + days * day;
}

/** Whether the password, though right, must be replaced before anything else. */
export function mustReplacePassword(
  { password }: Pick<Candidate, "password">,
  profile: PasswordProfileName,
  now: number,
): boolean {
  if (password === undefined) return false;
  const outdatedAt = passwordOutdatedAt(password, profile);
  return password.temporary || (outdatedAt !== undefined && now >= outdatedAt);
}

/** Whether a temporary password has waited too long to be taken. */
export function hasLapsed({ password }: Pick<Candidate, "password">, now: number): boolean {
  return password?.temporary === true && now >= password.changedAt + temporaryPasswordDays * day;
}

/** Whether nothing but a temporary password, or a recovery, proves the person yet: then a passkey may take the password's place. */
export function isFirstEnrolment(candidate: Pick<Candidate, "password" | "authenticators">): boolean {
  return !hasSecondFactor(candidate) && candidate.password?.temporary !== false;
}

interface Step {
  readonly vault: TenantVault;
  readonly organisation: Organisation;
  readonly candidate: Candidate;
  readonly now: number;
  /** Of the challenge to make; a pending password counts only with its own. */
  readonly nonce?: Buffer;
}

export function askForNewPassword(
  step: Step & { readonly profile: PasswordProfileName; readonly passkeys: boolean },
): NextStep {
  return {
    kind: "new-password",
    challenge: challengeFor(step, "new-password"),
    passwordProfile: step.profile,
    passkey: step.passkeys && isFirstEnrolment(step.candidate),
  };
}

/** The second factor, or its enrolment when there is none yet. */
export function askForSecondFactor(step: Step): NextStep {
  const { candidate } = step;
  if (hasSecondFactor(candidate)) {
    const methods = [
      ...(candidate.passkeys.length > 0 ? (["passkey"] as const) : []),
      ...(candidate.totps.length > 0 ? (["totp"] as const) : []),
      ...(candidate.unusedCodes > 0 ? (["recovery-code"] as const) : []),
    ];
    return { kind: "second-factor", challenge: challengeFor(step, "second-factor"), methods };
  }
  const secret = newTotpSecret();
  const { base32, uri } = totpInvitation(secret, {
    issuer: `Wardbook ${step.organisation.name}`,
    account: candidate.username,
  });
  return { kind: "enrol", challenge: challengeFor(step, "enrol", secret), totpSecret: base32, totpUri: uri };
}

export function challengeFor({ vault, candidate, now, nonce }: Step, kind: ChallengeKind, totpSecret?: Buffer): string {
  return sealChallenge(candidate.tenant, vault, {
    kind,
    person: candidate.id,
    nonce: nonce ?? newNonce(),
    issuedAt: now,
    epoch: candidate.row.credential_epoch,
    totpSecret,
  });
}
