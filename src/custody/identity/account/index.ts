export { createAccount } from "./account.ts";
export type { Account, AccountHolder, AccountInfo, PasswordChange } from "./account.ts";
