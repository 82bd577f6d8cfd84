import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { Signatures } from "../../custody/signatures/index.ts";
import type { Clock, Secret } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";

/** Uses what the signer showed for one signature, in the transaction that stores it. Throws when it was used meanwhile. */
export type SpendProof = (tx: Transaction) => Promise<void>;

/**
 * Returns once the caller has shown what their next signature takes: both components for the first of a session, one for each that
 * follows (21 CFR 11.200(a)(1)); throws otherwise. People of the demonstration have none to show.
 */
export type ConfirmSigner = (caller: Caller, password: Secret<string> | undefined) => Promise<SpendProof>;

/** What notes stand on. */
export interface NotesPorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "read" | "search" | "create" | "withPatient" | "attest">;
  readonly signatures: Pick<Signatures, "prepare" | "sign" | "history">;
  readonly now: Clock;
  readonly confirmSigner: ConfirmSigner;
}
