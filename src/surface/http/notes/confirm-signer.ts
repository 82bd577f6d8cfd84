import type { Caller } from "../../../custody/access/index.ts";
import { type Identity, isFreshlyProven } from "../../../custody/identity/index.ts";
import {
  type ConfirmSigner,
  type ShownComponents,
  type Signatures,
  SignaturesError,
} from "../../../custody/signatures/index.ts";
import { type Clock, type Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import { Refusal } from "../identity/index.ts";

export interface SignerPorts {
  readonly identity: Pick<Identity, "signIn" | "organisations" | "sessions" | "account">;
  readonly components: Signatures["components"];
  readonly now: Clock;
}

/** What somebody's next signature takes. */
export type NextSignature = "proof" | "password" | "nothing";

/**
 * 21 CFR 11.200(a)(1): the first signature of a session takes both components, proven for it; each further one takes one. A proof is
 * a step-up within the last five minutes, with a passkey or with password and code, and counts for one signature. Signing in is none:
 * it says who is there, not that they sign. Passwords are counted and locked by session.
 */
export function signerConfirmation(ports: SignerPorts): ConfirmSigner {
  const { identity, components, now } = ports;

  return async (caller, password) => {
    const { tenant, id, sessionId, from, requestId } = caller;
    if (await hasNothingToShow(ports, caller)) return async () => undefined;
    if (sessionId === undefined) throw proofNeeded();
    const spend =
      (shown: ShownComponents): Awaited<ReturnType<ConfirmSigner>> =>
      (tx) =>
        components.spend(tx, tenant, sessionId, shown).catch((error: unknown) => {
          throw error instanceof SignaturesError ? proofNeeded() : error;
        });
    const provenAt = await unspentProof(caller, sessionId);
    if (provenAt !== undefined) return spend({ kind: "both", provenAt });
    if (password === undefined || (await components.needed(tenant, sessionId)) === "both") throw proofNeeded();
    await expectPassword({ tenant, id, sessionId, from, requestId }, password);
    return spend({ kind: "one" });
  };

  /** When both components were proven, after the session began and for no other signature. */
  async function unspentProof(caller: Caller, sessionId: string): Promise<number | undefined> {
    const { tenant, id, provenAt } = caller;
    if (provenAt === undefined || !isFreshlyProven(provenAt, now())) return undefined;
    const session = (await identity.sessions.list(tenant, parsePersonId(id))).find((one) => one.id === sessionId);
    if (session === undefined || provenAt <= session.beganAt) return undefined;
    return (await components.isSpent(tenant, sessionId, provenAt)) ? undefined : provenAt;
  }

  async function expectPassword(
    { tenant, id, sessionId, from, requestId }: Pick<Caller, "tenant" | "id" | "sessionId" | "from" | "requestId">,
    password: Secret<string>,
  ): Promise<void> {
    const who = { tenant, person: parsePersonId(id), sessionId };
    const confirmation = await identity.signIn.confirmPassword(who, password, { from, requestId });
    switch (confirmation.kind) {
      case "right":
        return;
      case "none":
        // Whoever has only passkeys proves themselves with one.
        throw proofNeeded();
      case "refused":
        throw refusalOf(confirmation);
    }
  }
}

/** People of the demonstration are made up, and so are their signatures. */
async function hasNothingToShow({ identity }: SignerPorts, { tenant, id }: Caller): Promise<boolean> {
  if ((await identity.organisations.of(tenant))?.demonstration !== true) return false;
  const { password, authenticators } = await identity.account.info(tenant, parsePersonId(id));
  return password === undefined && authenticators.length === 0;
}

/** For the dialog: what to ask for before the server has to refuse. */
export async function nextSignatureOf(ports: SignerPorts, caller: Caller): Promise<NextSignature> {
  const { identity, components } = ports;
  const { tenant, id, sessionId } = caller;
  if (await hasNothingToShow(ports, caller)) return "nothing";
  if (sessionId === undefined || (await components.needed(tenant, sessionId)) === "both") return "proof";
  const { password } = await identity.account.info(tenant, parsePersonId(id));
  return password === undefined ? "proof" : "password";
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

function proofNeeded(): Refusal {
  return new Refusal(
    403,
    "session/step-up-needed",
    "This signature needs a fresh proof that it is you. Nothing was signed; prove yourself, then sign.",
  );
}
