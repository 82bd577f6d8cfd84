import type { Caller } from "../../../custody/access/index.ts";
import { Refusal } from "../identity/index.ts";

const freshMilliseconds = 5 * 60_000;

/** @throws Refusal 403 `session/step-up-needed` unless the caller proved themselves within five minutes */
export function requireStepUp({ provenAt }: Caller, now: number): void {
  if (provenAt !== undefined && provenAt <= now && now - provenAt <= freshMilliseconds) return;
  throw new Refusal(403, "session/step-up-needed", "Prove once more that it is you, and this goes on.");
}
