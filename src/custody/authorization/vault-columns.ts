import type { VaultColumn } from "../keyring/index.ts";
import { appGrantColumn } from "./app-grant.ts";
import { artifactColumn } from "./artifact-vault.ts";
import { clientColumns } from "./client-details.ts";
import { federationColumn } from "./federation-settings.ts";

export const authorizationVaultColumns: readonly VaultColumn[] = [
  ...clientColumns,
  appGrantColumn,
  artifactColumn,
  federationColumn,
];
