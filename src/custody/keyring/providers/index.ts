export type {
  KeyProvider,
  KeyRenewal,
  ProviderDescription,
  ProviderHealth,
  ProviderKind,
  RootKey,
} from "./key-provider.ts";
export { KeyringError } from "./keyring-error.ts";
export type { KeyringErrorCode } from "./keyring-error.ts";
export { isUnderTwoKeepers, openingItsPart, underBoth } from "./two-keepers.ts";
export { isUnderShares, openRootKeyFile } from "./root-key-file.ts";
export type { RootKeyFile } from "./root-key-file.ts";
export { openElsewhere, openNextKeeper, openRootKey } from "./open-root-key.ts";
export type { OpenRootKey, RootKeyPorts } from "./open-root-key.ts";
export { resilient } from "./resilient.ts";
export type { ProviderStanding, ResilientProvider } from "./resilient.ts";
export { giveShare } from "./unseal-door.ts";
