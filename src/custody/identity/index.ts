export type { Account, AccountHolder, AccountInfo, PasswordChange } from "./account/index.ts";
export type {
  FirstFactorOutcome,
  NewPasswordOutcome,
  NextStep,
  PasswordRefusal,
  SecondFactorOutcome,
  SignInRefusal,
  SignedIn,
} from "./candidates/index.ts";
export { createIdentity } from "./identity.ts";
export type { Identity, IdentityPorts } from "./identity.ts";
export { siteBlock, sourceBlock } from "./lockout/index.ts";
export type { FailedSignIns, LockedName, LockedNames } from "./lockout/index.ts";
export { LiveCache, changesOf, identitySettings, settingWithin } from "./organisation/index.ts";
export type {
  IdentitySettings,
  Organisation,
  Organisations,
  PasswordProfileName,
  SettingKind,
  Settings,
} from "./organisation/index.ts";
export { passkeyPlaceOf } from "./passkeys/index.ts";
export type { Assertion, Attestation, PasskeyCreation, PasskeyPlace, PasskeyRequest } from "./passkeys/index.ts";
export {
  checkPassword,
  passwordProfiles,
  passwordSentence,
  profileDisagreements,
  profileRules,
} from "./passwords/index.ts";
export type { PasswordFinding, PasswordOwner } from "./passwords/index.ts";
export type {
  AccountRemoval,
  AddedPerson,
  ChangedPerson,
  FirstCredential,
  NewPerson,
  People,
  PersonChange,
  WitnessRoleChange,
} from "./people/index.ts";
export { IdentityError, displayName, openProfile } from "./person/index.ts";
export type {
  Actor,
  IdentityAct,
  IdentityErrorCode,
  IdentityEvent,
  Origin,
  Person,
  PersonName,
  PersonProfile,
  PersonState,
  RecordEvent,
  Subject,
} from "./person/index.ts";
export type {
  Mail,
  Mailer,
  Recovery,
  RecoveryInfo,
  RecoveryRefusal,
  RecoveryState,
  RecoveryTicketInfo,
  RecoveryWay,
} from "./recovery/index.ts";
export type { Authenticator } from "./second-factors/index.ts";
export { csrfTokenOf, isCsrfTokenOf, parseSessionCookie } from "./sessions/index.ts";
export type {
  LiveSession,
  ProvenBy,
  ReplacedSession,
  SessionCookie,
  SessionInfo,
  SessionLimits,
  Sessions,
} from "./sessions/index.ts";
export { isFreshlyProven, stepUpMilliseconds } from "./sign-in/index.ts";
export type {
  Confirmation,
  FederatedPerson,
  SignIn,
  StepUpMethod,
  StepUpOptions,
  StepUpOutcome,
  StepUpProof,
} from "./sign-in/index.ts";
export { identityVaultColumns } from "./vault-columns.ts";
