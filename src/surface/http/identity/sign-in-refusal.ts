import type { RecoveryRefusal } from "../../../custody/identity/index.ts";
import { Refusal } from "./refusal.ts";

/** What somebody on the way in is told: what to do next, and nothing that only the person themselves may know. */
export function refusalOfSignIn(refusal: RecoveryRefusal): Refusal {
  const { code } = refusal;
  switch (code) {
    case "session/wrong-credentials":
      return new Refusal(401, code, "User name or password is not right.", { path: "password" });
    case "session/wrong-code":
      return new Refusal(401, code, "That code is not right or was used before. Wait for the next one and try again.", {
        path: "code",
      });
    case "session/wrong-passkey":
      return new Refusal(401, code, "That passkey does not open this house. Try another, or sign in with a password.");
    case "session/passkey-not-now":
      return new Refusal(409, code, "A passkey can't be set up at this step. Go on with the password.");
    case "session/challenge-over":
      return new Refusal(401, code, "This sign-in took too long or was finished elsewhere. Start again.");
    case "session/busy":
      return new Refusal(503, code, "Many people are signing in just now. Try again in a few seconds.", {
        headers: { "retry-after": "5" },
      });
    case "session/locked":
      return new Refusal(
        429,
        code,
        `Too many failed attempts for this user name. Try again in ${minutes(refusal.retryAfterSeconds)}, use a passkey, or ask an administrator to unlock it.`,
        { headers: { "retry-after": String(refusal.retryAfterSeconds) } },
      );
    case "recovery/refused":
      return new Refusal(
        401,
        code,
        "User name and recovery code don't go together, or no mail address is known. Ask two colleagues to approve a recovery instead.",
        { path: "recoveryCode" },
      );
    case "recovery/over":
      return new Refusal(401, code, "This link is not good any more. Start the recovery again.");
    case "recovery/wrong-half":
      return new Refusal(401, code, "The other half is not right. Ask the other approver for it.", {
        path: "otherHalf",
      });
    case "recovery/not-ready":
      return new Refusal(409, code, "This recovery is not ready yet: an approval or the waiting time is missing.");
  }
}

function minutes(seconds: number): string {
  const count = Math.ceil(seconds / 60);
  return count === 1 ? "a minute" : `${count} minutes`;
}
