import type { Session, SignInStep } from "../../../../contract/index.ts";
import { roles } from "../../../custody/access/index.ts";
import { csrfTokenOf, displayName, passwordSentence, sessionLimits } from "../../../custody/identity/index.ts";
import type {
  FirstFactorOutcome,
  Identity,
  NewPasswordOutcome,
  NextStep,
  SignInRefusal,
} from "../../../custody/identity/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import type { FoundSession } from "./authenticate.ts";
import { nobodySignedIn, Refusal } from "./refusal.ts";

/** The contract's `session`. @throws Refusal 401 when the organisation is gone */
export async function sessionAnswer(
  identity: Pick<Identity, "organisations">,
  { session, cookie }: FoundSession,
  now: Clock,
): Promise<Session> {
  const organisation = await identity.organisations.of(session.tenant);
  if (organisation === undefined) throw nobodySignedIn();
  const { person, role } = session;
  const { name, shortName, demonstration } = organisation;
  const left = (since: number, seconds: number) => Math.max(0, Math.floor(seconds - (now() - since) / 1000));
  return {
    person: {
      id: person.id,
      username: person.username,
      displayName: displayName(person),
      jobTitle: person.jobTitle,
      role,
    },
    organisation: { name, shortName, demonstration },
    scopes: roles[role].scopes.map((scope) => scope.text),
    csrfToken: csrfTokenOf(cookie),
    practitioner: person.practitioner,
    idleSecondsLeft: left(session.seenAt, sessionLimits.idleSeconds),
    absoluteSecondsLeft: left(session.beganAt, sessionLimits.absoluteSeconds),
  };
}

/** The contract's `signInStep`. @throws Refusal for every other outcome */
export function stepAnswer(outcome: FirstFactorOutcome | NewPasswordOutcome): SignInStep {
  switch (outcome.kind) {
    case "refused":
      throw refusalOfSignIn(outcome);
    case "password-refused": {
      const message = outcome.findings.map((finding) => passwordSentence[finding]).join(" ");
      throw new Refusal(422, outcome.findings[0] ?? "people/password-refused", message, { path: "password" });
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

export function refusalOfSignIn(refusal: SignInRefusal): Refusal {
  switch (refusal.code) {
    case "session/wrong-credentials":
      return new Refusal(401, refusal.code, "User name or password is not right.", { path: "password" });
    case "session/wrong-code":
      return new Refusal(
        401,
        refusal.code,
        "That code is not right or was used before. Wait for the next one and try again.",
        { path: "code" },
      );
    case "session/challenge-over":
      return new Refusal(401, refusal.code, "This sign-in took too long or was finished elsewhere. Start again.");
    case "session/busy":
      return new Refusal(503, refusal.code, "Many people are signing in just now. Try again in a few seconds.", {
        headers: { "retry-after": "5" },
      });
    case "session/locked":
      return new Refusal(
        429,
        refusal.code,
        `Too many failed attempts for this user name. Try again in ${minutes(refusal.retryAfterSeconds)}, or ask an administrator to unlock it.`,
        { headers: { "retry-after": String(refusal.retryAfterSeconds) } },
      );
  }
}

function minutes(seconds: number): string {
  const count = Math.ceil(seconds / 60);
  return count === 1 ? "a minute" : `${count} minutes`;
}
