import { equalBytes, sha256 } from "../../../foundation/crypto/index.ts";
import type { SetUpPort } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/** @throws Refusal 401 `set-up/wrong-token`, 409 `set-up/not-open` */
export async function refuseWrongToken(setUp: Pick<SetUpPort, "tokenHash">, token: string): Promise<void> {
  const expected = await setUp.tokenHash();
  if (expected === undefined) throw notOpen();
  if (!equalBytes(sha256(token.trim()), expected)) {
    throw new Refusal(
      401,
      "set-up/wrong-token",
      "This is not the set-up token. It is in the server's log of its last start.",
      { path: "token" },
    );
  }
}

export function notOpen(): Refusal {
  return new Refusal(409, "set-up/not-open", "This installation is set up already. Sign in instead.");
}
