import type { Session, SignInStep } from "../../../../contract/index.ts";
import { type Caller, purposeWords } from "../../../custody/access/index.ts";
import { csrfTokenOf, displayName, passwordSentence, stepUpMilliseconds } from "../../../custody/identity/index.ts";
import type { FirstFactorOutcome, NewPasswordOutcome, NextStep } from "../../../custody/identity/index.ts";
import type { FoundSession } from "./authenticate.ts";
import { roleOf } from "./known-role.ts";
import type { RoutePorts } from "./ports.ts";
import { nobodySignedIn, Refusal } from "./refusal.ts";
import { refusalOfSignIn } from "./sign-in-refusal.ts";

/** The contract's `session`. @throws Refusal 401 when the organisation is gone */
export async function sessionAnswer(
  ports: Pick<RoutePorts, "identity" | "policy" | "now">,
  { session, cookie }: FoundSession,
  caller: Caller,
): Promise<Session> {
  const { organisations, sessions, recovery, account } = ports.identity;
  const organisation = await organisations.of(session.tenant);
  if (organisation === undefined) throw nobodySignedIn();
  const { tenant, person, role, provenAt } = session;
  const { name, shortName, demonstration } = organisation;
  const limits = await sessions.limits(tenant);
  const open = await recovery.openOf(tenant, person.id);
  const left = (since: number, seconds: number) => Math.max(0, Math.floor(seconds - (ports.now() - since) / 1000));
  return {
    person: {
      id: person.id,
      username: person.username,
      displayName: displayName(person),
      jobTitle: person.jobTitle,
      role,
      roleLabel: (await roleOf(ports, tenant, role))?.label ?? role,
    },
    organisation: { name, shortName, demonstration },
    scopes: caller.scopes.map((scope) => scope.text),
    csrfToken: csrfTokenOf(cookie),
    practitioner: person.practitioner,
    idleSecondsLeft: left(session.seenAt, limits.idleSeconds),
    absoluteSecondsLeft: left(session.beganAt, limits.absoluteSeconds),
    sessionId: session.sessionId,
    permissions: [...caller.permissions],
    purpose: caller.purpose,
    purposes: caller.purposes?.map((code) => ({ code, label: purposeWords[code] })),
    provenSecondsLeft: provenAt === 0 ? 0 : left(provenAt, stepUpMilliseconds / 1000),
    provenBy: session.provenBy,
    recoveryCodesLeft: (await account.info(tenant, person.id)).recoveryCodesLeft,
    recovery: open && {
      way: open.way,
      readyAt: open.readyAt === undefined ? undefined : new Date(open.readyAt).toISOString(),
    },
  };
}

/** The contract's `signInStep`. @throws Refusal for every other outcome */
export function stepAnswer(outcome: FirstFactorOutcome | NewPasswordOutcome): SignInStep {
  switch (outcome.kind) {
    case "refused":
      throw refusalOfSignIn(outcome);
    case "password-refused": {
      const { findings, profile } = outcome;
      const message = findings.map((finding) => passwordSentence(finding, profile)).join(" ");
      throw new Refusal(422, findings[0] ?? "people/password-refused", message, { path: "password" });
    }
    case "enrol":
    case "new-password":
    case "second-factor":
      return nextStepAnswer(outcome);
  }
}

export function nextStepAnswer({ kind, ...rest }: NextStep): SignInStep {
  return { step: kind, ...rest } as SignInStep;
}
