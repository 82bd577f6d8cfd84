export type { Account, AccountHolder, AccountInfo, PasswordChange } from "./account.ts";
export type { Authenticator } from "./authenticator.ts";
export type { ChangedPerson, PersonChange } from "./change-person.ts";
export type { Actor, IdentityAct, IdentityEvent, Origin, RecordEvent, Subject } from "./event.ts";
export { createIdentity } from "./identity.ts";
export type { Identity, IdentityPorts } from "./identity.ts";
export { IdentityError } from "./identity-error.ts";
export type { IdentityErrorCode } from "./identity-error.ts";
export { changesOf, identitySettings } from "./identity-settings.ts";
export type { IdentitySettings, PasswordProfileName } from "./identity-settings.ts";
export { LiveCache } from "./live-cache.ts";
export type { Mail, Mailer } from "./mailer.ts";
export type { Organisation, Organisations } from "./organisations.ts";
export type { Assertion, Attestation, PasskeyCreation, PasskeyRequest } from "./passkey.ts";
export { passkeyPlaceOf } from "./passkey-place.ts";
export type { PasskeyPlace } from "./passkey-place.ts";
export { checkPassword, passwordSentence } from "./password-policy.ts";
export type { PasswordFinding, PasswordOwner } from "./password-policy.ts";
export { passwordProfiles, profileDisagreements, profileRules } from "./password-profiles.ts";
export type { AddedPerson, FirstCredential, NewPerson, People } from "./people.ts";
export { displayName, openProfile } from "./person.ts";
export type { Person, PersonName, PersonProfile, PersonState } from "./person.ts";
export type { Recovery, RecoveryTicketInfo } from "./recovery.ts";
export type { RecoveryInfo } from "./recovery-info.ts";
export type { RecoveryRefusal } from "./recovery-refusal.ts";
export type { RecoveryState, RecoveryWay } from "./recovery-machine.ts";
export { csrfTokenOf, isCsrfTokenOf, parseSessionCookie } from "./session-cookie.ts";
export type { SessionCookie } from "./session-cookie.ts";
export type { ProvenBy } from "./session-table.ts";
export type { LiveSession, SessionInfo, SessionLimits, Sessions } from "./sessions.ts";
export type { SettingKind, Settings } from "./settings.ts";
export type { Confirmation, FederatedPerson, SignIn } from "./sign-in.ts";
export type {
  FirstFactorOutcome,
  NewPasswordOutcome,
  NextStep,
  PasswordRefusal,
  SecondFactorOutcome,
  SignedIn,
  SignInRefusal,
} from "./sign-in-outcome.ts";
export { isFreshlyProven, stepUpMilliseconds } from "./step-up.ts";
export type { StepUpMethod, StepUpOptions, StepUpOutcome, StepUpProof } from "./step-up.ts";
