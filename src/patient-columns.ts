import { breakGlassPatientColumns, proxyPatientColumns } from "./care/governance/index.ts";
import { draftColumns } from "./care/notes/index.ts";
import type { VaultColumn } from "./custody/keyring/index.ts";

/** Every column beside the record that patients' keys sealed, each under the key of the patient whom its row names, or of the grant that it is about. */
export const patientColumns: readonly VaultColumn[] = [
  ...draftColumns,
  ...breakGlassPatientColumns,
  ...proxyPatientColumns,
];

/** Those of their tables that say under which key a row is. */
export const numberedTables = ["note_draft", "break_glass", "proxy"] as const;
