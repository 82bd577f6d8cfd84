export { openKeyring } from "./keyring.ts";
export type { Keyring, TenantProfile } from "./keyring.ts";
export { KeyringError } from "./keyring-error.ts";
export type { KeyringErrorCode } from "./keyring-error.ts";
export type { RootKey } from "./root-key.ts";
export { openRootKeyFile } from "./root-key-file.ts";
export type { RootKeyFile } from "./root-key-file.ts";
export type { DataKey, LoadedKeys, NewPatientKey, TenantKeys } from "./tenant-keys.ts";
export type { TenantVault } from "./tenant-vault.ts";
