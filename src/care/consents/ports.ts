import type { Chart } from "../../custody/chart/index.ts";
import type { ConfirmSigner, Signatures } from "../../custody/signatures/index.ts";
import type { Clock } from "../../foundation/kernel/index.ts";

/** What consents stand on. */
export interface ConsentsPorts {
  readonly chart: Pick<Chart, "create" | "update" | "attest">;
  readonly signatures: Pick<Signatures, "prepare" | "sign" | "history">;
  readonly now: Clock;
  readonly confirmSigner: ConfirmSigner;
}
