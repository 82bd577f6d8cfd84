import { erasureVaultColumns } from "./assurance/erasure/index.ts";
import { registerVaultColumns } from "./assurance/register/index.ts";
import { letterVaultColumns, restrictionVaultColumns, rightsVaultColumns } from "./assurance/rights/index.ts";
import { retentionVaultColumns } from "./assurance/retention/index.ts";
import { governanceVaultColumns } from "./care/governance/index.ts";
import { authorizationVaultColumns } from "./custody/authorization/index.ts";
import { identityVaultColumns } from "./custody/identity/index.ts";
import type { VaultColumn } from "./custody/keyring/index.ts";
import { roleColumn } from "./custody/policy/index.ts";
import { signatureKeyColumn } from "./custody/signatures/index.ts";

/** Every column that an organisation's vault sealed: by these its key is rotated. */
export const vaultColumns: readonly VaultColumn[] = [
  ...identityVaultColumns,
  ...authorizationVaultColumns,
  roleColumn,
  signatureKeyColumn,
  ...governanceVaultColumns,
  ...retentionVaultColumns,
  ...restrictionVaultColumns,
  ...rightsVaultColumns,
  ...letterVaultColumns,
  ...erasureVaultColumns,
  ...registerVaultColumns,
];
