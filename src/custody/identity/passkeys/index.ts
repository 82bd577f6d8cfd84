export { createPasskeyChallenges, passkeyChallengeMs } from "./passkey-challenges.ts";
export type { PasskeyChallenges, PasskeyUse } from "./passkey-challenges.ts";
export { passkeyPlaceOf } from "./passkey-place.ts";
export type { PasskeyPlace } from "./passkey-place.ts";
export {
  creationOptions,
  openPasskey,
  passkeyContext,
  passkeyToken,
  readUserHandle,
  requestOptions,
  sealPasskey,
  userHandleOf,
  verifyAssertion,
  verifyAttestation,
} from "./passkey.ts";
export type { Assertion, Attestation, PasskeyCreation, PasskeyRequest, StoredPasskey } from "./passkey.ts";
