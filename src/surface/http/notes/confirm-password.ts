import type { ConfirmPassword } from "../../../care/notes/index.ts";
import { type Identity, isFreshlyProven } from "../../../custody/identity/index.ts";
import { type Clock, Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import { Refusal } from "../identity/index.ts";

/**
 * Signing needs a fresh proof of who signs: both factors within the last five minutes, or the password now, counted and locked by
 * session. The demonstration's people have none: they only confirm.
 */
export function passwordConfirmation(
  { signIn, organisations }: Pick<Identity, "signIn" | "organisations">,
  now: Clock,
): ConfirmPassword {
  return async ({ tenant, id, sessionId, provenAt, from, requestId }, password) => {
    const demonstration = (await organisations.of(tenant))?.demonstration === true;
    if (password === undefined && isFreshlyProven(provenAt, now())) return;
    if (password === undefined && !demonstration) throw stepUpNeeded();
    const confirmation = await signIn.confirmPassword(
      { tenant, person: parsePersonId(id), sessionId },
      password ?? new Secret(""),
      { from, requestId },
    );
    switch (confirmation.kind) {
      case "right":
        return;
      case "none":
        if (demonstration) return;
        // Whoever has only passkeys proves themselves with one.
        throw stepUpNeeded();
      case "refused":
        throw refusalOf(confirmation);
    }
  };
}

type Refused = Extract<Awaited<ReturnType<Identity["signIn"]["confirmPassword"]>>, { readonly kind: "refused" }>;

function refusalOf(refused: Refused): Refusal {
  switch (refused.code) {
    case "session/wrong-credentials":
    case "session/wrong-code":
    case "session/wrong-passkey":
    case "session/passkey-not-now":
    case "session/challenge-over":
      return wrongPassword();
    case "session/busy":
      return new Refusal(
        503,
        refused.code,
        "Many passwords are being checked just now. Nothing was signed; try again in a few seconds.",
        { headers: { "retry-after": "5" } },
      );
    case "session/locked":
      return new Refusal(
        429,
        refused.code,
        "Too many wrong passwords. Nothing was signed; wait, or ask an administrator to unlock you.",
        {
          headers: { "retry-after": String(refused.retryAfterSeconds) },
        },
      );
  }
}

function wrongPassword(): Refusal {
  return new Refusal(401, "session/wrong-credentials", "That is not your password. Nothing was signed.", {
    path: "password",
  });
}

function stepUpNeeded(): Refusal {
  return new Refusal(
    403,
    "session/step-up-needed",
    "Signing needs a fresh proof that it is you. Nothing was signed; prove yourself, then sign.",
  );
}
