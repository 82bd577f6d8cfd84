import type { TenantVault } from "../keyring/index.ts";
import type { Candidate } from "./candidate.ts";
import { newNonce, sealChallenge } from "./challenge.ts";
import type { ChallengeKind } from "./challenge.ts";
import type { Organisation } from "./organisations.ts";
import { passwordPolicy } from "./password-policy.ts";
import type { NextStep } from "./sign-in-outcome.ts";
import { newTotpSecret, totpInvitation } from "./totp.ts";

const day = 24 * 3600_000;

/** Whether the password, though right, must be replaced before anything else. */
export function mustReplacePassword(candidate: Candidate, now: number): boolean {
  const { password } = candidate;
  return (
    password !== undefined && (password.temporary || now >= password.changedAt + passwordPolicy.changeAfterDays * day)
  );
}

/** Whether a temporary password has waited too long to be taken. */
export function hasLapsed(candidate: Candidate, now: number): boolean {
  return (
    candidate.password?.temporary === true && now >= candidate.password.changedAt + passwordPolicy.temporaryDays * day
  );
}

interface Step {
  readonly vault: TenantVault;
  readonly organisation: Organisation;
  readonly candidate: Candidate;
  readonly now: number;
  /** Of the challenge to make; a pending password counts only with its own. */
  readonly nonce?: Buffer;
}

export function askForNewPassword(step: Step): NextStep {
  return { kind: "new-password", challenge: challengeFor(step, "new-password") };
}

/** The second factor, or its enrolment when there is none yet. */
export function askForSecondFactor(step: Step): NextStep {
  if (step.candidate.totp !== undefined)
    return { kind: "second-factor", challenge: challengeFor(step, "second-factor") };
  const secret = newTotpSecret();
  const { base32, uri } = totpInvitation(secret, {
    issuer: `Wardbook ${step.organisation.name}`,
    account: step.candidate.username,
  });
  return { kind: "enrol", challenge: challengeFor(step, "enrol", secret), totpSecret: base32, totpUri: uri };
}

function challengeFor({ vault, candidate, now, nonce }: Step, kind: ChallengeKind, totpSecret?: Buffer): string {
  return sealChallenge(candidate.tenant, vault, {
    kind,
    person: candidate.id,
    nonce: nonce ?? newNonce(),
    issuedAt: now,
    epoch: candidate.row.credential_epoch,
    totpSecret,
  });
}
