export type { ChangedPerson, PersonChange } from "./change-person.ts";
export type { Actor, IdentityAct, IdentityEvent, Origin, RecordEvent, Subject } from "./event.ts";
export { createIdentity } from "./identity.ts";
export type { Identity, IdentityPorts } from "./identity.ts";
export { IdentityError } from "./identity-error.ts";
export type { IdentityErrorCode } from "./identity-error.ts";
export type { Organisation, Organisations } from "./organisations.ts";
export { checkPassword, passwordPolicy, passwordSentence } from "./password-policy.ts";
export type { PasswordFinding } from "./password-policy.ts";
export type { AddedPerson, FirstCredential, NewPerson, People } from "./people.ts";
export { LiveCache } from "./live-cache.ts";
export { displayName, openProfile } from "./person.ts";
export type { Person, PersonName, PersonProfile, PersonState } from "./person.ts";
export { csrfTokenOf, isCsrfTokenOf, parseSessionCookie } from "./session-cookie.ts";
export type { SessionCookie } from "./session-cookie.ts";
export { sessionLimits } from "./sessions.ts";
export type { LiveSession, Sessions } from "./sessions.ts";
export type { Confirmation, SignIn } from "./sign-in.ts";
export type {
  FirstFactorOutcome,
  NewPasswordOutcome,
  NextStep,
  SecondFactorOutcome,
  SignedIn,
  SignInRefusal,
} from "./sign-in-outcome.ts";
