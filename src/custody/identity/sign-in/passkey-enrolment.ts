import {
  type Candidate,
  type Challenge,
  type SecondFactorOutcome,
  type SignInRefusal,
  challengeOver,
  findCandidate,
  hasSecondFactor,
  isFirstEnrolment,
  passkeyNotNow,
  spendChallenge,
  wrongPasskey,
} from "../candidates/index.ts";
import {
  type Attestation,
  type PasskeyCreation,
  type PasskeyUse,
  creationOptions,
  verifyAttestation,
} from "../passkeys/index.ts";
import { deleteCredentials } from "../passwords/index.ts";
import { type IdentityAct, type Origin, displayName, holdPerson } from "../person/index.ts";
import { addPasskey } from "../second-factors/index.ts";
import { enter } from "./enter.ts";
import { openStep, pendingOf, replacePassword } from "./second-factor.ts";
import type { SignInPorts } from "./sign-in.ts";

export type PasskeyEnrolmentOptions = { readonly kind: "options"; readonly options: PasskeyCreation } | SignInRefusal;

const useOf = (challenge: Challenge): PasskeyUse => `enrol/${challenge.nonce.toString("hex")}`;

/** Whether a passkey may be enrolled at this step: beside a password that was just chosen, or instead of one at a first sign-in. */
function mayEnrol(challenge: Challenge, candidate: Candidate): boolean {
  return challenge.kind === "enrol" ? !hasSecondFactor(candidate) : isFirstEnrolment(candidate);
}

/** Asks the browser for the first passkey of somebody who is on the way in. */
export async function askForPasskey(ports: SignInPorts, challengeText: string): Promise<PasskeyEnrolmentOptions> {
  const opened = await openStep(ports, challengeText, ["enrol", "new-password"]);
  if (opened === undefined) return challengeOver;
  const { tenant, challenge, candidate } = opened;
  const organisation = await ports.organisations.of(tenant);
  if (organisation === undefined) return challengeOver;
  if (ports.passkeyPlace === undefined || !mayEnrol(challenge, candidate)) return passkeyNotNow;
  const options = await creationOptions(ports.passkeyPlace, {
    tenant,
    person: candidate.id,
    username: candidate.username,
    displayName: displayName(candidate),
    organisation: organisation.name,
    existing: candidate.passkeys,
  });
  await ports.passkeyChallenges.give(useOf(challenge), options.challenge);
  return { kind: "options", options };
}

/** Takes the first passkey and begins the session: it counts as both factors, for its owner unlocked it. */
export async function takeFirstPasskey(
  ports: SignInPorts,
  enrolment: { readonly challenge: string; readonly attestation: Attestation; readonly name?: string | undefined },
  origin: Origin,
): Promise<SecondFactorOutcome> {
  const opened = await openStep(ports, enrolment.challenge, ["enrol", "new-password"]);
  if (opened === undefined) return challengeOver;
  const { tenant, vault, challenge } = opened;
  if (ports.passkeyPlace === undefined || !mayEnrol(challenge, opened.candidate)) return passkeyNotNow;
  const spend = ports.passkeyChallenges.spend(useOf(challenge));
  const passkey = await verifyAttestation(ports.passkeyPlace, enrolment.attestation, spend);
  if (passkey === undefined) return wrongPasskey;

  return ports.database.transaction(tenant, async (tx) => {
    const now = ports.now();
    const row = await holdPerson(tx, tenant, challenge.person);
    const candidate = row && (await findCandidate(tx, vault, tenant, challenge.person));
    if (row === undefined || candidate === undefined || row.credential_epoch !== challenge.epoch) return challengeOver;
    const pending = pendingOf(candidate, challenge);
    if (challenge.kind === "enrol" && pending === undefined && candidate.password?.temporary === true)
      return challengeOver;
    if (!(await spendChallenge(tx, tenant, challenge))) return challengeOver;
    await addPasskey(tx, vault, { tenant, person: candidate.id }, { passkey, name: enrolment.name, now });
    const acts: (readonly [IdentityAct, string?])[] = [["second-factor-enrolled", "passkey"]];
    if (pending !== undefined) {
      await replacePassword(tx, { tenant, vault, candidate, pending, now });
      acts.push(["password-changed"]);
    } else if (challenge.kind === "new-password") {
      // The temporary password has done its work; nothing takes its place.
      await deleteCredentials(tx, { tenant, person: candidate.id }, ["password", "pending-password"]);
    }
    return enter(ports, tx, { vault, candidate, origin, provenBy: "passkey", acts });
  });
}
