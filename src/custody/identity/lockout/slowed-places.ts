import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../../foundation/platform/database/index.ts";
import type { Keyring, TenantVault, VaultColumn } from "../../keyring/index.ts";
import type { LockKey } from "./lock-table.ts";
import { type Lockout, isPlaceSlowed } from "./lockout.ts";
import {
  type SlowedRow,
  countSlowed,
  markSlowedTold,
  readSlowed,
  storeSlowed,
  sweepSlowed,
} from "./slowed-place-table.ts";
import { throttlePolicies } from "./throttle-machine.ts";

/** A part of the network from which so many names were tried that it was slowed, until nothing came from there for a quarter of an hour. */
export interface SlowedPlace {
  /** Differs from that of another time at the same place. */
  readonly id: string;
  /** "203.0.113.7" or "2001:db8:1:200::/56" */
  readonly place: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly lastAt: number;
  /** On names whose owners are new there; those that weren't looked at among them. */
  readonly attempts: number;
  readonly isTold: boolean;
}

/** Who is to hear of them, and has heard. Requests only count; this is asked by the clock. */
export interface SlowedPlaces {
  /** Of the last 30 days, newest first; at most 500. */
  recent(tenant: TenantId): Promise<readonly SlowedPlace[]>;
  told(tx: Transaction, tenant: TenantId, places: readonly SlowedPlace[], now: number): Promise<void>;
  sweep(tx: Transaction, tenant: TenantId, now: number): Promise<void>;
}

const keptMilliseconds = 30 * 24 * 3600_000;
const mostAtOnce = 500;
const context = (source: Buffer) => `slowed-place/${source.toString("base64url")}`;

export const slowedPlaceColumn: VaultColumn = {
  table: "slowed_place",
  column: "sealed",
  key: ["source"],
  contexts: ({ source }: Pick<SlowedRow, "source">) => [context(source)],
};

export function sealPlace(vault: TenantVault, source: Buffer, place: string): Buffer {
  return vault.seal(context(source), Buffer.from(place));
}

/** Whoever alters the row in the database hides no more of it than by deleting it. */
function openPlace(vault: TenantVault, source: Buffer, sealed: Buffer): string {
  try {
    return vault.open(context(source), sealed).toString();
  } catch (error) {
    if (error instanceof CryptoError) return "a place that was altered in the database";
    throw error;
  }
}

/** Counts the attempt if it comes from a place that is slowed. The place's attempts are lined up already. */
export async function noteSlowed(tx: Transaction, key: LockKey, lockout: Lockout, now: number): Promise<void> {
  if (key.sealedPlace === undefined || !isPlaceSlowed(lockout)) return;
  const { tenant, source } = key;
  if (await countSlowed(tx, tenant, { source, at: now, lastSince: now - throttlePolicies.place.lapseMs })) return;
  await storeSlowed(tx, tenant, { source, since: now, attempts: lockout.place.attempts, sealed: key.sealedPlace() });
}

export function createSlowedPlaces({
  database,
  keyring,
}: {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
}): SlowedPlaces {
  return {
    async recent(tenant) {
      const rows = await readSlowed(database.tenant(tenant), tenant, mostAtOnce);
      if (rows.length === 0) return [];
      const vault = await keyring.vault(tenant);
      return rows.map(({ source, since, last_at: lastAt, attempts, told_at, sealed }) => ({
        id: `${source.toString("base64url")}/${since}`,
        place: openPlace(vault, source, sealed),
        since,
        lastAt,
        attempts,
        isTold: told_at !== null,
      }));
    },
    async told(tx, tenant, places, at) {
      for (const { id, since } of places) {
        const source = Buffer.from(id.split("/")[0] ?? "", "base64url");
        await markSlowedTold(tx, tenant, { source, since, at });
      }
    },
    sweep: (tx, tenant, now) => sweepSlowed(tx, tenant, now - keptMilliseconds),
  };
}
