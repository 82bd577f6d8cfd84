import type { Chart } from "../../custody/chart/index.ts";
import type { ConfirmSigner, Signatures } from "../../custody/signatures/index.ts";
import type { Clock } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";

/** What notes stand on. */
export interface NotesPorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "read" | "search" | "create" | "update" | "withPatient" | "seenAmong" | "attest">;
  readonly signatures: Pick<Signatures, "prepare" | "sign" | "history">;
  readonly now: Clock;
  readonly confirmSigner: ConfirmSigner;
}
