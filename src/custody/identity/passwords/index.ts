export { deleteCredentials, readCredentials, storeCredential } from "./credential-table.ts";
export { checkPassword, passwordSentence, temporaryPasswordDays } from "./password-policy.ts";
export type { PasswordFinding, PasswordOwner } from "./password-policy.ts";
export { passwordProfiles, profileDisagreements, profileRules } from "./password-profiles.ts";
export { createPasswordCheck, openPassword, passwordColumn, sealPassword, succeed, wasUsed } from "./passwords.ts";
export type { PasswordCheck, StoredPassword } from "./passwords.ts";
export { newTemporaryPassword } from "./temporary-password.ts";
