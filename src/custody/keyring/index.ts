export { openKeyring } from "./keyring.ts";
export type { Keyring, TenantProfile } from "./keyring.ts";
export { KeyringError, giveShare, openElsewhere, openRootKey, openRootKeyFile, resilient } from "./providers/index.ts";
export type {
  KeyProvider,
  KeyringErrorCode,
  OpenRootKey,
  ProviderDescription,
  ProviderHealth,
  ProviderStanding,
  ResilientProvider,
  RootKey,
  RootKeyFile,
} from "./providers/index.ts";
export type { DataKey, LoadedKeys, NewPatientKey, TenantKeys } from "./tenant-keys.ts";
export type { TenantVault } from "./tenant-vault.ts";
