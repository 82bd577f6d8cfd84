import type { VaultColumn } from "../../custody/chart/index.ts";
import { accessReviewColumns } from "./access-review/opened.ts";
import { breakGlassColumns } from "./break-glass/opened.ts";
import { proxyColumns } from "./proxies/opened.ts";
import { roleGrantColumns } from "./role-grants/opened.ts";
import { taskColumns } from "./tasks/open-task.ts";
import { vendorColumns } from "./vendor-access/opened.ts";

export const governanceVaultColumns: readonly VaultColumn[] = [
  ...breakGlassColumns,
  ...vendorColumns,
  ...roleGrantColumns,
  ...proxyColumns,
  ...accessReviewColumns,
  ...taskColumns,
];
