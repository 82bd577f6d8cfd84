import type { VaultColumn } from "../../custody/chart/index.ts";
import { appraisalColumns } from "./appraisal/opened.ts";
import { holdColumns } from "./holds/hold.ts";

export const retentionVaultColumns: readonly VaultColumn[] = [...holdColumns, ...appraisalColumns];
