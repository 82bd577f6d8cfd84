export { openKeyring } from "./keyring.ts";
export type { Keyring, TenantProfile } from "./keyring.ts";
export {
  KeyringError,
  giveShare,
  isUnderShares,
  openElsewhere,
  openNextKeeper,
  openRootKey,
  openRootKeyFile,
  resilient,
} from "./providers/index.ts";
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
export type { VaultColumn } from "./vault-column.ts";
export { openKeyAdministration } from "./rotation/key-administration.ts";
export type { KeyAdministration, RotationRequest } from "./rotation/key-administration.ts";
export type { Destruction } from "./rotation/destroy.ts";
export type { KeyAge } from "./rotation/policy.ts";
export { rotationKinds } from "./rotation/rotation-kind.ts";
export type { Rotation, RotationKind, StepProgress } from "./rotation/rotation-kind.ts";
export type { KeyAdministrationPorts, KeyEvent, SealedElsewhere } from "./rotation/rotation-ports.ts";
export { openColumns } from "./open-columns.ts";
export { openPatientVault } from "./patient-vault.ts";
export type { PatientVault } from "./patient-vault.ts";
export { newRetentionVault, openRetentionVault, storeRetentionKey } from "./retention-key.ts";
export type { StayingRecords } from "./rotation/destroy.ts";
export { keyEndings } from "./rotation/ending-key-table.ts";
export type { KeyEnding } from "./rotation/ending-key-table.ts";
export type { Ending } from "./rotation/end-keys.ts";
export type { RecordsToErase } from "./rotation/erase-records.ts";
export { resealColumns } from "./reseal-columns.ts";
