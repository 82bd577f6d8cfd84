import type { Positions, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import type { Authorization } from "./custody/authorization/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import type { Keyring, OpenRootKey } from "./custody/keyring/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import type { Records, ReindexProgress } from "./custody/records/index.ts";
import type { ConfirmSigner, Decisions, Signatures } from "./custody/signatures/index.ts";
import type { ArchiveStore, Backups } from "./assurance/backup/index.ts";
import type { Governance } from "./care/governance/index.ts";
import type { OnlinePayments } from "./care/payments/index.ts";
import type { Reception } from "./care/reception/index.ts";
import type { Reminders } from "./care/reminders/index.ts";
import type { Revocations } from "./surface/http/index.ts";
import type { WiredCare } from "./wire-care.ts";
import type { WiredKeeping } from "./wire-keeping.ts";
import type { LedgerWorks } from "./wire-ledger.ts";

/** Everything wired. */
export interface House
  extends Omit<LedgerWorks, "real">,
    Omit<WiredCare, "rules" | "written">,
    Omit<WiredKeeping, "dueRecords"> {
  readonly db: Database;
  readonly rootKey: OpenRootKey;
  readonly keyring: Keyring;
  readonly records: Records;
  /** When the newest backup was taken, in milliseconds since 1970, wherever it lies. */
  newestBackupAt(): Promise<number | undefined>;
  backups(stores: { readonly data: ArchiveStore; readonly keys: ArchiveStore }): Backups;
  readonly chart: Chart;
  /** Decides and reads as `chart` does, and notes nothing: whoever asks it for somebody else witnesses what they show of the answer. */
  readonly rehearsal: Pick<Chart, "read" | "search" | "history">;
  readonly policy: Policy;
  readonly identity: Identity;
  readonly authorization: Authorization;
  readonly governance: Governance;
  readonly payments: OnlinePayments;
  /** What people who aren't signed in may see and ask for. */
  readonly reception: Reception;
  readonly reminders: Reminders;
  /** Tells who may have lost what they had, by whichever process. */
  readonly revocations: Revocations;
  readonly signatures: Signatures;
  /** Whoever signs anything shows here that it is them. */
  readonly confirmSigner: ConfirmSigner;
  readonly decisions: Decisions;
  readonly positions: Positions;
  /** Builds an organisation's search index anew, and what else is derived from its records. */
  reindex(tenant: TenantId): AsyncGenerator<ReindexProgress>;
  close(): Promise<void>;
}
