export { addPasskey } from "./add-passkey.ts";
export {
  countAuthenticators,
  deleteAuthenticator,
  deleteAuthenticatorsOf,
  insertAuthenticator,
  readAuthenticators,
  readPasskey,
  renameAuthenticator,
  takeCounter,
  takeStep,
} from "./authenticator-table.ts";
export type { AuthenticatorRow } from "./authenticator-table.ts";
export {
  authenticatorColumns,
  mostAuthenticators,
  openAuthenticator,
  openTotp,
  sealAuthenticatorName,
  sealTotp,
} from "./authenticator.ts";
export type { Authenticator } from "./authenticator.ts";
export { countUnusedCodes, deleteCodes, hasUnusedCode, replaceCodes, takeCode } from "./recovery-code-table.ts";
export { codesAtOnce, hashRecoveryCode, newRecoveryCode } from "./recovery-code.ts";
export { matchTotp, newTotpSecret, totpInvitation, totpSecretBytes } from "./totp.ts";
