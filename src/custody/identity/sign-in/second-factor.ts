import { randomUuid } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import {
  type Candidate,
  type CandidateTotp,
  type Challenge,
  type SecondFactorOutcome,
  type SignInRefusal,
  challengeOver,
  findCandidate,
  isSpent,
  locked,
  openChallenge,
  spendChallenge,
  tenantOfChallenge,
  wrongCode,
} from "../candidates/index.ts";
import { type LockKey, acceptAttempt, keyOf, refuseAttempt, reserveAttempt } from "../lockout/index.ts";
import { deleteCredentials, sealPassword, storeCredential } from "../passwords/index.ts";
import { type IdentityAct, type Origin, holdPerson } from "../person/index.ts";
import {
  hashRecoveryCode,
  insertAuthenticator,
  matchTotp,
  sealTotp,
  takeCode,
  takeStep,
} from "../second-factors/index.ts";
import { enter } from "./enter.ts";
import type { SignInPorts } from "./sign-in.ts";

/** What is shown beside the password: an app's code, or a recovery code. */
export type SecondFactor =
  | { readonly kind: "totp"; readonly code: string }
  | { readonly kind: "recovery-code"; readonly code: string };

/** Takes what finishes a sign-in, or the enrolment of the second factor, and begins the session. */
export async function takeSecondFactor(
  ports: SignInPorts,
  challengeText: string,
  factor: SecondFactor,
  origin: Origin,
): Promise<SecondFactorOutcome> {
  const opened = await openStep(ports, challengeText, ["second-factor", "enrol"]);
  if (opened === undefined) return challengeOver;
  const { tenant, vault, challenge, candidate } = opened;
  if (challenge.kind === "enrol" && factor.kind !== "totp") return wrongCode;

  const key = keyOf(vault, { tenant, factor: factor.kind, subject: candidate.row.username_token, origin });
  const reserved = await reserveAttempt(ports, key, origin, candidate);
  if (reserved.kind === "locked") return locked(reserved.retryAfterSeconds);
  const proof = proofOf(candidate, challenge, factor, ports.now());
  if (proof === undefined) return refuse(ports, key, origin, candidate);
  const finished = await ports.database.transaction(tenant, (tx) =>
    finish(ports, tx, { vault, challenge, key, proof, origin, id: candidate.id }),
  );
  return finished === "not-right" ? refuse(ports, key, origin, candidate) : finished;
}

export interface OpenedStep {
  readonly tenant: TenantId;
  readonly vault: TenantVault;
  readonly challenge: Challenge;
  readonly candidate: Candidate;
}

/** What a challenge stands for, when it is genuine, alive, of one of these kinds, and no credential changed since. */
export async function openStep(
  ports: Pick<SignInPorts, "organisations" | "keyring" | "database" | "now">,
  challengeText: string,
  kinds: readonly Challenge["kind"][],
): Promise<OpenedStep | undefined> {
  const tenant = tenantOfChallenge(challengeText);
  if (tenant === undefined || (await ports.organisations.of(tenant)) === undefined) return undefined;
  const vault = await ports.keyring.vault(tenant);
  const challenge = openChallenge(vault, challengeText, ports.now());
  if (challenge === undefined || !kinds.includes(challenge.kind)) return undefined;
  const candidate = await findCandidate(ports.database.tenant(tenant), vault, tenant, challenge.person);
  if (candidate === undefined || candidate.row.credential_epoch !== challenge.epoch) return undefined;
  return { tenant, vault, challenge, candidate };
}

async function refuse(ports: SignInPorts, key: LockKey, origin: Origin, candidate: Candidate): Promise<SignInRefusal> {
  const refused = await refuseAttempt(ports, key, origin, candidate);
  return refused.kind === "locked" ? locked(refused.retryAfterSeconds) : wrongCode;
}

type Proof =
  | { readonly kind: "totp"; readonly id: string; readonly step: number }
  | { readonly kind: "new-totp"; readonly secret: Buffer; readonly step: number }
  | { readonly kind: "recovery-code"; readonly code: string };

function proofOf(candidate: Candidate, challenge: Challenge, factor: SecondFactor, now: number): Proof | undefined {
  if (factor.kind === "recovery-code") return factor;
  const { totpSecret } = challenge;
  if (challenge.kind === "second-factor") {
    const match = matchAny(candidate.totps, factor.code, now);
    return match && { kind: "totp", ...match };
  }
  const step = totpSecret && matchTotp({ secret: totpSecret, code: factor.code, now, lastStep: 0 });
  return totpSecret === undefined || step === undefined ? undefined : { kind: "new-totp", secret: totpSecret, step };
}

/** The app whose code this is at this moment. */
export function matchAny(
  totps: readonly CandidateTotp[],
  code: string,
  now: number,
): { readonly id: string; readonly step: number } | undefined {
  for (const { id, secret, lastStep } of totps) {
    const step = matchTotp({ secret, code, now, lastStep });
    if (step !== undefined) return { id, step };
  }
  return undefined;
}

interface Finish {
  readonly vault: TenantVault;
  readonly challenge: Challenge;
  readonly key: LockKey;
  readonly proof: Proof;
  readonly origin: Origin;
  readonly id: Candidate["id"];
}

/** Everything that a right code changes, at once. The row is held and read again: what was read before may have changed. */
async function finish(ports: SignInPorts, tx: Transaction, input: Finish): Promise<SecondFactorOutcome | "not-right"> {
  const { vault, challenge, key, proof, origin, id } = input;
  const { tenant } = key;
  const now = ports.now();
  const row = await holdPerson(tx, tenant, id);
  const candidate = row && (await findCandidate(tx, vault, tenant, id));
  if (row === undefined || candidate === undefined || row.credential_epoch !== challenge.epoch) return challengeOver;
  const pending = pendingOf(candidate, challenge);
  // The new password was replaced by a later attempt's: this challenge no longer leads in.
  const waits = candidate.password === undefined && candidate.pending !== undefined;
  if (pending === undefined && (waits || candidate.password?.temporary === true)) return challengeOver;
  // Looked at before the code is taken: a code shown with a challenge that is used up stays good for the next one.
  if (await isSpent(tx, tenant, challenge)) return challengeOver;
  if (!(await takeProof(tx, { tenant, vault, person: id, proof, now }))) return "not-right";
  if (!(await spendChallenge(tx, tenant, challenge))) return challengeOver;
  if (!(await acceptAttempt(tx, key, now))) return locked(1);

  const acts: (readonly [IdentityAct, string?])[] = [];
  if (proof.kind === "new-totp") {
    await insertAuthenticator(tx, tenant, {
      authenticator: randomUuid(),
      person: id,
      kind: "totp",
      token: null,
      sealed: sealTotp(vault, id, proof.secret),
      sealed_name: null,
      counter: proof.step,
      added_at: now,
    });
    acts.push(["second-factor-enrolled", "authenticator app"]);
  }
  if (proof.kind === "recovery-code") acts.push(["recovery-code-used"]);
  if (pending !== undefined) {
    await replacePassword(tx, { tenant, vault, candidate, pending, now });
    acts.push(["password-changed"]);
  }
  return enter(ports, tx, { vault, candidate, origin, provenBy: "password", acts });
}

/** The new password that waits for exactly this challenge. */
export function pendingOf({ pending }: Candidate, challenge: Challenge): Candidate["pending"] {
  return pending !== undefined && pending.nonce === challenge.nonce.toString("hex") ? pending : undefined;
}

export async function replacePassword(
  tx: Transaction,
  input: {
    readonly tenant: TenantId;
    readonly vault: TenantVault;
    readonly candidate: Candidate;
    readonly pending: NonNullable<Candidate["pending"]>;
    readonly now: number;
  },
): Promise<void> {
  const { tenant, vault, candidate, pending, now } = input;
  const owner = { tenant, person: candidate.id };
  const sealed = sealPassword(vault, candidate.id, { ...pending, nonce: undefined });
  await storeCredential(tx, owner, { factor: "password", sealed, changed_at: now });
  await deleteCredentials(tx, owner, ["pending-password"]);
}

async function takeProof(
  tx: Transaction,
  use: {
    readonly tenant: TenantId;
    readonly vault: TenantVault;
    readonly person: Candidate["id"];
    readonly proof: Proof;
    readonly now: number;
  },
): Promise<boolean> {
  const { tenant, vault, person, proof, now } = use;
  switch (proof.kind) {
    case "new-totp":
      return true;
    case "totp":
      return takeStep(tx, tenant, { authenticator: proof.id, step: proof.step, now });
    case "recovery-code":
      return takeCode(tx, { tenant, person }, { hash: hashRecoveryCode(vault, person, proof.code), now });
  }
}
