import type { Backups, DrilledOrganisation, RestoreStep, Restored } from "../../assurance/backup/index.ts";
import type { OverRetained } from "../../assurance/erasure/index.ts";
import type { Cleared, ResidueReport, ResidueStep } from "../../assurance/residue/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { Leavers, Retention } from "../../assurance/retention/index.ts";
import type { Authorization } from "../../custody/authorization/index.ts";
import type { Identity } from "../../custody/identity/index.ts";
import type { KeyAdministration, Keyring, OpenRootKey } from "../../custody/keyring/index.ts";
import type {
  Comparison,
  DrillResult,
  ExportStep,
  KeptCheckpoint,
  Ledger,
  LedgerReader,
  PruningPlan,
  PruningStep,
  Publication,
  RetentionStanding,
  Verification,
  WhoPrunes,
} from "../../custody/ledger/index.ts";
import type { Policy } from "../../custody/policy/index.ts";
import type { Signatures } from "../../custody/signatures/index.ts";

/** An open installation, as far as commands need it. */
export interface CliHouse {
  readonly chart: Chart;
  readonly identity: Identity;
  readonly authorization: Pick<Authorization, "clients" | "signingKeys">;
  readonly keyring: Keyring;
  readonly keys: KeyAdministration;
  readonly ledger: Ledger;
  readonly ledgerReader: LedgerReader;
  readonly policy: Pick<Policy, "facts" | "roleOf">;
  readonly signatures: Pick<Signatures, "rotate" | "history">;
  readonly retention: Retention;
  /** What stayed of erased records, and is over. */
  retainedOver(tenant: TenantId): Promise<readonly OverRetained[]>;
  readonly leavers: Pick<Leavers, "foresee">;
  readonly rootKey: OpenRootKey;
  verify(tenant: TenantId): AsyncGenerator<Verification>;
  /** Whether today's ledger goes on from a checkpoint that was kept; undefined when it is another ledger's. */
  compare(tenant: TenantId, kept: KeptCheckpoint): Promise<Comparison | undefined>;
  /** What everybody is shown of an organisation's ledger. */
  publication(tenant: TenantId): Promise<Publication>;
  /** Spoils copies of a ledger, and says what notices. */
  drill(tenant: TenantId): AsyncGenerator<DrillResult>;
  /** Copies a ledger into a folder of its own. */
  exportLog(tenant: TenantId, directory: string): AsyncGenerator<ExportStep>;
  /** What is kept of a ledger for how long, and what is gone of it. */
  pruningStanding(tenant: TenantId): Promise<RetentionStanding>;
  /** And what could go. */
  pruningPlan(tenant: TenantId): Promise<PruningPlan>;
  /** Lets go of what could go. Where a server runs, it waits until that has shown everybody what was declared. */
  prune(tenant: TenantId, who: WhoPrunes): AsyncGenerator<PruningStep>;
  /** Says in the ledger that nothing more goes of what was declared. @throws LedgerError `ledger/no-pruning` */
  withdrawPruning(tenant: TenantId, who: WhoPrunes, why: string): Promise<void>;
  /** Backups to where the settings say. @throws BackupError `backup/no-destination` */
  backups(): Backups;
  /** When the newest backup was taken that the database knows of, in milliseconds since 1970, and whether the settings ask for any. */
  newestBackup(): Promise<{ readonly isWanted: boolean; readonly at: number | undefined }>;
  /** Restores a backup beside this installation, compares and certifies, and removes it again. @param backup the newest one without it */
  drillRestore(backup: string | undefined): AsyncGenerator<InstallationStep, readonly DrilledOrganisation[]>;
  /** Looks for what is left of a patient, also in a backup that it restores beside this installation and removes again.
   *  @param asked.also folders to scan too @param asked.backup its name, or "oldest" */
  scanResidue(asked: {
    readonly tenant: TenantId;
    readonly patient: ResourceId;
    readonly words: readonly string[];
    readonly also: readonly string[];
    readonly backup: string | undefined;
  }): AsyncGenerator<
    ResidueStep | InstallationStep,
    { readonly live: ResidueReport; readonly restored: ResidueReport | undefined }
  >;
  /** Takes what was deleted off the database's disk. */
  clearResidue(): Promise<Cleared>;
  reindex(
    tenant: TenantId,
  ): AsyncGenerator<{ readonly done: number; readonly total: number; readonly removed: number }>;
  /** Whether a server runs on this installation at this moment. */
  readonly besideServer: boolean;
}

/** How far a restore is. */
export type InstallationStep =
  | RestoreStep
  | { readonly doing: "indexing" | "verifying"; readonly done: number; readonly total: number };

export interface RestoredInstallation extends Restored {
  readonly organisations: readonly {
    readonly name: string;
    readonly resources: number;
    readonly ledger: Exclude<Verification, { readonly state: "running" }>;
    /** What a checkpoint that was kept says of it; undefined for another ledger's. */
    readonly compared?: Comparison | undefined;
  }[];
}

/** What lies outside of the command line. */
export interface CliPorts {
  readonly now: Clock;
  /** Name of the operating system's user. */
  readonly user: string;
  readonly dataDirectory: string;
  readonly origin: string;
  /** Opens the installation, beside a running server or without one, and closes it at the end.
   *  @param options.mayCreate make a new installation where there is none
   *  @throws CommandError `cli/no-installation`; BundledPostgresError, DatabaseError, KeyringError */
  withHouse<T>(work: (house: CliHouse) => Promise<T>, options?: { readonly mayCreate?: boolean }): Promise<T>;
  /** Makes an installation of a backup, where there is none.
   *  @param backup the newest one without it
   *  @param kept the last checkpoint that somebody kept
   *  @throws BackupError; KeyringError, DatabaseError, BundledPostgresError */
  restore(
    backup: string | undefined,
    kept: KeptCheckpoint | undefined,
  ): AsyncGenerator<InstallationStep, RestoredInstallation>;
  /** Serves until it is stopped. @returns the exit code */
  serve(options: { readonly demonstration: boolean; readonly throwaway: boolean }): Promise<number>;
  /** Aborted when the person asks to stop (Ctrl+C). */
  readonly stop: AbortSignal;
  readonly fetch: (address: string) => Promise<{ readonly ok: boolean }>;
  freeBytes(directory: string): Promise<number>;
  /** One line of the standard input. */
  readLine(): Promise<string>;
  /** Lines of the standard input, as they come; a terminal doesn't show them. `return` closes it. */
  lines(): AsyncIterator<string>;
}
