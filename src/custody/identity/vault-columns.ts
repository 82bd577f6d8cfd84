import type { VaultColumn } from "../keyring/index.ts";
import { slowedPlaceColumn } from "./lockout/index.ts";
import { settingColumn } from "./organisation/index.ts";
import { passwordColumn } from "./passwords/index.ts";
import { profileColumn } from "./person/index.ts";
import { recoveryColumn } from "./recovery/index.ts";
import { authenticatorColumns } from "./second-factors/index.ts";
import { sessionColumn } from "./sessions/index.ts";

export const identityVaultColumns: readonly VaultColumn[] = [
  profileColumn,
  passwordColumn,
  ...authenticatorColumns,
  sessionColumn,
  recoveryColumn,
  settingColumn,
  slowedPlaceColumn,
];
