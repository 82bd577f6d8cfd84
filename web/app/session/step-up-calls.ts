import {
  session,
  type Session,
  stepUpOptions,
  type StepUpOptions,
  type StepUpRequest,
} from "../../../contract/index.ts";
import { api } from "../api.ts";
import { askPasskey } from "./passkey.ts";

/** How this person can prove again who they are. */
export function readStepUpOptions(): Promise<StepUpOptions> {
  return api.post("/api/session/step-up/options", {}, stepUpOptions);
}

/** Proves it; the session goes on under a new cookie and a new CSRF token. */
export function proveAgain(proof: StepUpRequest): Promise<Session> {
  return api.post("/api/session/step-up", proof, session);
}

/** Proves it with one touch. Options are asked for anew: each is good for one try. */
export async function proveWithPasskey(): Promise<Session> {
  const { passkey } = await readStepUpOptions();
  if (passkey === undefined) throw new DOMException("no passkey", "AbortError");
  return proveAgain({ method: "passkey", response: await askPasskey(passkey) });
}
