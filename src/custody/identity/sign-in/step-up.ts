import type { PersonId, Secret, TenantId } from "../../../foundation/kernel/index.ts";
import {
  type Candidate,
  type SignInRefusal,
  challengeOver,
  findCandidate,
  locked,
  wrongCode,
  wrongCredentials,
  wrongPasskey,
} from "../candidates/index.ts";
import { acceptAttempt, refuseAttempt, reserveAttempt, sessionKeyOf } from "../lockout/index.ts";
import { type Assertion, type PasskeyRequest, requestOptions, verifyAssertion } from "../passkeys/index.ts";
import { type Origin, personActor } from "../person/index.ts";
import { takeCounter, takeStep } from "../second-factors/index.ts";
import type { LiveSession, ProvenBy, SessionCookie } from "../sessions/index.ts";
import { tryPassword } from "./first-factor.ts";
import { matchAny } from "./second-factor.ts";
import type { SignInPorts } from "./sign-in.ts";

/** AU-5: how long after proving both factors sensitive acts go through. */
export const stepUpMilliseconds = 5 * 60_000;

/** Whether the session's person proved both factors a moment ago. */
export function isFreshlyProven(provenAt: number | undefined, now: number): boolean {
  return provenAt !== undefined && provenAt > 0 && now - provenAt < stepUpMilliseconds;
}

export type StepUpMethod = "passkey" | "password-and-code" | "confirm";

export interface StepUpOptions {
  readonly methods: readonly StepUpMethod[];
  readonly passkey?: PasskeyRequest | undefined;
}

/** How somebody proves themselves again. */
export type StepUpProof =
  | { readonly kind: "passkey"; readonly assertion: Assertion }
  | { readonly kind: "password-and-code"; readonly password: Secret<string>; readonly code: string }
  /** People of the demonstration have nothing to prove themselves with. */
  | { readonly kind: "confirm" };

export type StepUpOutcome = { readonly kind: "proven"; readonly cookie: SessionCookie } | SignInRefusal;

const useOf = (session: LiveSession) => `step-up/${session.sessionId}` as const;

export async function offerStepUp(ports: SignInPorts, session: LiveSession): Promise<StepUpOptions> {
  const { tenant, person } = session;
  const candidate = await candidateOf(ports, tenant, person.id);
  const demonstration = (await ports.organisations.of(tenant))?.demonstration === true;
  if (candidate === undefined) return { methods: [] };
  const withPassword = candidate.password !== undefined && candidate.totps.length > 0;
  const withPasskey = ports.passkeyPlace !== undefined && candidate.passkeys.length > 0;
  const methods: StepUpMethod[] = [
    ...(withPasskey ? (["passkey"] as const) : []),
    ...(withPassword ? (["password-and-code"] as const) : []),
    ...(demonstration && isWithoutCredentials(candidate) ? (["confirm"] as const) : []),
  ];
  if (ports.passkeyPlace === undefined || !withPasskey) return { methods };
  const passkey = await requestOptions(ports.passkeyPlace, candidate.passkeys);
  await ports.passkeyChallenges.give(useOf(session), passkey.challenge);
  return { methods, passkey };
}

/** Takes the proof, and gives the session a new cookie: what it may do has grown. */
export async function stepUp(
  ports: SignInPorts,
  { session, cookie }: { readonly session: LiveSession; readonly cookie: SessionCookie },
  proof: StepUpProof,
  origin: Origin,
): Promise<StepUpOutcome> {
  const candidate = await candidateOf(ports, session.tenant, session.person.id);
  if (candidate === undefined) return challengeOver;
  const checked = await check(ports, session, candidate, proof, origin);
  if (typeof checked !== "string") return checked;
  const next = await ports.database.transaction(session.tenant, async (tx) => {
    const actor = personActor(candidate, session.role, origin);
    await ports.recordEvent(tx, session.tenant, { act: "stepped-up", at: ports.now(), actor, detail: proof.kind });
    return ports.sessions.rotate(tx, cookie, { proven: checked });
  });
  ports.sessions.forgetRemembered();
  return next === undefined ? challengeOver : { kind: "proven", cookie: next };
}

async function check(
  ports: SignInPorts,
  session: LiveSession,
  candidate: Candidate,
  proof: StepUpProof,
  origin: Origin,
): Promise<ProvenBy | SignInRefusal> {
  switch (proof.kind) {
    case "passkey":
      return checkPasskey(ports, session, candidate, proof.assertion);
    case "password-and-code":
      return checkPasswordAndCode(ports, session, candidate, proof, origin);
    case "confirm": {
      const demonstration = (await ports.organisations.of(session.tenant))?.demonstration === true;
      return demonstration && isWithoutCredentials(candidate) ? "demonstration" : wrongCredentials;
    }
  }
}

async function checkPasskey(
  ports: SignInPorts,
  session: LiveSession,
  candidate: Candidate,
  assertion: Assertion,
): Promise<ProvenBy | SignInRefusal> {
  const passkey = candidate.passkeys.find(({ id }) => id === assertion.id);
  if (ports.passkeyPlace === undefined || passkey === undefined) return wrongPasskey;
  const spend = ports.passkeyChallenges.spend(useOf(session));
  const counter = await verifyAssertion(ports.passkeyPlace, assertion, passkey, spend);
  if (counter === undefined) return wrongPasskey;
  const use = { authenticator: passkey.authenticator, counter, now: ports.now() };
  const taken = await ports.database.transaction(session.tenant, (tx) => takeCounter(tx, session.tenant, use));
  return taken ? "passkey" : wrongPasskey;
}

async function checkPasswordAndCode(
  ports: SignInPorts,
  session: LiveSession,
  candidate: Candidate,
  proof: { readonly password: Secret<string>; readonly code: string },
  origin: Origin,
): Promise<ProvenBy | SignInRefusal> {
  const { tenant, sessionId } = session;
  const vault = await ports.keyring.vault(tenant);
  const subject = candidate.row.username_token;
  const passwordKey = sessionKeyOf(vault, { tenant, factor: "password", subject, sessionId });
  const refusal = await tryPassword(ports, { key: passwordKey, candidate, password: proof.password, origin });
  if (refusal !== undefined) return refusal;
  const key = sessionKeyOf(vault, { tenant, factor: "totp", subject, sessionId });
  const reserved = await reserveAttempt(ports, key, origin, candidate);
  if (reserved.kind === "locked") return locked(reserved.retryAfterSeconds);
  const now = ports.now();
  const match = matchAny(candidate.totps, proof.code, now);
  const taken =
    match !== undefined &&
    (await ports.database.transaction(tenant, async (tx) => {
      const use = { authenticator: match.id, step: match.step, now };
      return (await takeStep(tx, tenant, use)) && (await acceptAttempt(tx, key, now));
    }));
  if (taken) return "password";
  const refused = await refuseAttempt(ports, key, origin, candidate);
  return refused.kind === "locked" ? locked(refused.retryAfterSeconds) : wrongCode;
}

function isWithoutCredentials(candidate: Candidate): boolean {
  return candidate.password === undefined && candidate.authenticators.length === 0;
}

async function candidateOf(ports: SignInPorts, tenant: TenantId, person: PersonId): Promise<Candidate | undefined> {
  return findCandidate(ports.database.tenant(tenant), await ports.keyring.vault(tenant), tenant, person);
}
