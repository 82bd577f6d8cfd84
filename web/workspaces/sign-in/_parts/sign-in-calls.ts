import {
  demonstrationPeople,
  type DemonstrationPeople,
  session,
  type Session,
  type SignInRequest,
  signInStep,
  type SignInStep,
} from "../../../../contract/index.ts";
import { api, type RequestOptions } from "../../../app/api.ts";

/** First factor. */
export function signInWithPassword(input: SignInRequest): Promise<SignInStep> {
  return api.post("/api/session", input, signInStep);
}

/** Replaces a temporary password. */
export function replacePassword(input: { readonly challenge: string; readonly password: string }): Promise<SignInStep> {
  return api.post("/api/session/password", input, signInStep);
}

/** Second factor, or the first code of a new one. */
export function confirmCode(challenge: string, code: string): Promise<Session> {
  return api.post("/api/session/second-factor", { challenge, code }, session);
}

/** Whom a visitor of the demonstration may be. */
export function readDemonstrationPeople(options: RequestOptions): Promise<DemonstrationPeople> {
  return api.get("/api/demonstration/people", demonstrationPeople, options);
}

/** Signs in as one of them, without credentials. */
export function signInAsDemonstrationPerson(personId: string): Promise<Session> {
  return api.post("/api/demonstration/session", { personId }, session);
}
