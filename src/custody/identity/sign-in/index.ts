export { tryPassword } from "./first-factor.ts";
export { openStep } from "./second-factor.ts";
export { createSignIn } from "./sign-in.ts";
export type { Confirmation, FederatedPerson, SignIn, SignInPorts } from "./sign-in.ts";
export { isFreshlyProven, stepUpMilliseconds } from "./step-up.ts";
export type { StepUpMethod, StepUpOptions, StepUpOutcome, StepUpProof } from "./step-up.ts";
