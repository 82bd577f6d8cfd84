import type { ConfirmPassword } from "../../../care/notes/index.ts";
import type { Identity } from "../../../custody/identity/index.ts";
import { Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import { Refusal } from "../identity/index.ts";

/** Asks the signer's password again, counted and locked as at sign-in. The demonstration's people have none: they only confirm. */
export function passwordConfirmation({
  signIn,
  organisations,
}: Pick<Identity, "signIn" | "organisations">): ConfirmPassword {
  return async ({ tenant, id, from, requestId }, password) => {
    const demonstration = (await organisations.of(tenant))?.demonstration === true;
    if (password === undefined && !demonstration) throw passwordNeeded();
    const confirmation = await signIn.confirmPassword(
      { tenant, person: parsePersonId(id) },
      password ?? new Secret(""),
      { from, requestId },
    );
    switch (confirmation.kind) {
      case "right":
        return;
      case "none":
        if (demonstration) return;
        throw wrongPassword();
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

function passwordNeeded(): Refusal {
  return new Refusal(422, "draft/password-needed", "Signing asks for your password again. Nothing was signed.", {
    path: "password",
  });
}
