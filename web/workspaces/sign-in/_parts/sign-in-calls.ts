import {
  type Authenticator,
  demonstrationPeople,
  type DemonstrationPeople,
  federationOffer,
  passkeyEnrolOptions,
  passkeySignInOptions,
  session,
  type Session,
  type SignInRequest,
  signInStep,
  type SignInStep,
} from "../../../../contract/index.ts";
import { api, type RequestOptions } from "../../../app/api.ts";
import { askPasskey, makePasskey, offerPasskeysInField } from "../../../app/session/passkey.ts";

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

/** One of the codes kept for the day when the authenticator is lost. */
export function confirmRecoveryCode(challenge: string, recoveryCode: string): Promise<Session> {
  return api.post("/api/session/second-factor", { challenge, recoveryCode }, session);
}

const signInOptions = async () => (await api.post("/api/session/passkey/options", {}, passkeySignInOptions)).options;

/** One touch: who it is and the proof of it at once. */
export async function signInWithPasskey(): Promise<Session> {
  return api.post("/api/session/passkey", { response: await askPasskey(await signInOptions()) }, session);
}

/** Waits for the person to choose a passkey from the list below the name field. */
export async function signInFromField(): Promise<Session | undefined> {
  const response = await offerPasskeysInField(signInOptions);
  return response === undefined ? undefined : api.post("/api/session/passkey", { response }, session);
}

/** Makes the first passkey, at a step of the sign-in that asks for a way to sign in from now on. */
export async function enrolPasskey(challenge: string, name: Authenticator["name"]): Promise<Session> {
  const { options } = await api.post("/api/session/passkey/enrol-options", { challenge }, passkeyEnrolOptions);
  const response = await makePasskey(options);
  return api.post("/api/session/passkey/enrol", { challenge, response, name }, session);
}

/** Whether the organisation's own provider may vouch for people. */
export function readFederationOffer(organisation: string | undefined, options: RequestOptions) {
  const query = organisation === undefined ? "" : `?${new URLSearchParams({ organisation })}`;
  return api.get(`/api/session/federation${query}`, federationOffer, options);
}

/** Whom a visitor of the demonstration may be. */
export function readDemonstrationPeople(options: RequestOptions): Promise<DemonstrationPeople> {
  return api.get("/api/demonstration/people", demonstrationPeople, options);
}

/** Signs in as one of them, without credentials. */
export function signInAsDemonstrationPerson(personId: string): Promise<Session> {
  return api.post("/api/demonstration/session", { personId }, session);
}

/** What is still to be shown here after the organisation's own provider has vouched for somebody; told once. */
export function readFederationStep(): Promise<SignInStep> {
  return api.get("/api/session/federation/step", signInStep);
}
