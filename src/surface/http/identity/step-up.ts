import type { Caller } from "../../../custody/access/index.ts";
import { isFreshlyProven } from "../../../custody/identity/index.ts";
import { Refusal } from "./refusal.ts";

/** AU-5: sensitive acts ask for both factors anew when the last proof is older than five minutes.
 *  @throws Refusal 403 `session/step-up-needed` */
export function requireStepUp(caller: Pick<Caller, "provenAt">, now: number): void {
  if (isFreshlyProven(caller.provenAt, now)) return;
  throw new Refusal(
    403,
    "session/step-up-needed",
    "This needs a fresh proof that it is you. Prove yourself, then go on.",
  );
}
