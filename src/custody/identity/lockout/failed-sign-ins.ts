import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../../foundation/platform/database/index.ts";
import {
  type FailureRow,
  deleteRead,
  markTold,
  readLockedOf,
  sweepFailures,
  takeUnmailed,
  unmarkMailed,
  untoldFailures,
} from "./failed-sign-in-table.ts";

/** Failed attempts on an account of which a factor was locked. Times in milliseconds since 1970. */
export interface FailedSignIns {
  readonly failures: number;
  readonly since: number;
  readonly lastAt: number;
  readonly lockedAt: number;
}

/** The same, with the blind name: somebody's, or nobody's. */
export interface LockedName extends FailedSignIns {
  readonly subject: Buffer;
  readonly person: PersonId | undefined;
}

/** Who is to hear of accounts that were locked, and has heard. Requests only count; this is asked by the clock and by holders. */
export interface LockedNames {
  /** Of which the officers weren't told, or not within the last day. At most 500. */
  untold(tenant: TenantId, now: number): Promise<readonly LockedName[]>;
  told(tx: Transaction, tenant: TenantId, names: readonly LockedName[], now: number): Promise<void>;
  /** Takes one whose holder is to have mail. */
  takeUnmailed(tenant: TenantId, now: number): Promise<(LockedName & { readonly person: PersonId }) | undefined>;
  /** Mail that couldn't be sent is tried again. */
  notMailed(tenant: TenantId, name: LockedName): Promise<void>;
  /** What the holder hasn't read yet. */
  of(tenant: TenantId, person: PersonId): Promise<FailedSignIns | undefined>;
  /** The holder has read of what happened until then. */
  read(tenant: TenantId, person: PersonId, until: number): Promise<void>;
  sweep(tx: Transaction, tenant: TenantId, now: number): Promise<void>;
}

const day = 24 * 3600_000;
const lockedDays = 30;
const mostAtOnce = 500;

export function createLockedNames({ database }: { readonly database: Database }): LockedNames {
  return {
    async untold(tenant, now) {
      const wanted = { toldBefore: now - day, limit: mostAtOnce };
      const rows = await untoldFailures(database.tenant(tenant), tenant, wanted);
      return rows.map((row) => ({ ...failuresOf(row), subject: row.subject, person: row.person ?? undefined }));
    },
    told: (tx, tenant, names, now) =>
      markTold(
        tx,
        tenant,
        names.map(({ subject }) => subject),
        now,
      ),
    async takeUnmailed(tenant, now) {
      const row = await takeUnmailed(database.tenant(tenant), tenant, { now, toldSince: now - day });
      return row && { ...failuresOf(row), subject: row.subject, person: row.person };
    },
    notMailed: (tenant, { subject }) => unmarkMailed(database.tenant(tenant), tenant, subject),
    async of(tenant, person) {
      const row = await readLockedOf(database.tenant(tenant), tenant, person);
      return row && failuresOf(row);
    },
    read: (tenant, person, until) => deleteRead(database.tenant(tenant), tenant, { person, until }),
    sweep: (tx, tenant, now) => sweepFailures(tx, tenant, { before: now - day, lockedBefore: now - lockedDays * day }),
  };
}

function failuresOf({ failures, since, last_at: lastAt, locked_at }: FailureRow): FailedSignIns {
  return { failures, since, lastAt, lockedAt: locked_at ?? lastAt };
}
