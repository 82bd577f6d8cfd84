export { findCandidate, hasSecondFactor, letsIn, loadCandidate, loadNobody } from "./candidate.ts";
export type { Candidate, CandidateTotp } from "./candidate.ts";
export { isSpent, spendChallenge, sweepSpentChallenges } from "./challenge-table.ts";
export { newNonce, openChallenge, tenantOfChallenge } from "./challenge.ts";
export type { Challenge } from "./challenge.ts";
export { forgetCredentials } from "./forget-credentials.ts";
export {
  askForNewPassword,
  askForSecondFactor,
  challengeFor,
  hasLapsed,
  isFirstEnrolment,
  mustReplacePassword,
  passwordOutdatedAt,
} from "./next-step.ts";
export { nobody } from "./nobody.ts";
export {
  busy,
  challengeOver,
  locked,
  passkeyNotNow,
  wrongCode,
  wrongCredentials,
  wrongPasskey,
} from "./sign-in-outcome.ts";
export type {
  FirstFactorOutcome,
  NewPasswordOutcome,
  NextStep,
  PasswordRefusal,
  SecondFactorOutcome,
  SignInRefusal,
  SignedIn,
} from "./sign-in-outcome.ts";
