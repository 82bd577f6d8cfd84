import type { TenantId } from "../../foundation/kernel/index.ts";
import { DatabaseError, type Queryable } from "../../foundation/platform/database/index.ts";
import { type DataKeyRow, insertDataKey, ownKeyRows } from "./data-key-table.ts";
import { type TenantRing, wrapNewDataKey } from "./tenant-ring.ts";

/** What an organisation has keys of its own for. `record` and `ledger` seal what is about no single patient, `index` blinds search
 *  terms, `signing` signs checkpoints, `vault` seals people and sessions. */
export const ownPurposes = ["record", "index", "ledger", "signing", "vault"] as const;
export type OwnPurpose = (typeof ownPurposes)[number];

/** Public keys whose checkpoints count although nothing signs with them any more, kept as keys are: nobody adds one unseen. */
export const formerSigner = "former-signer";

/** What the first vault key blinded and made secrets with, kept when another key takes over its sealing. */
export const vaultBlinding = "vault-blinding";
export const vaultSecrets = "vault-secrets";

export interface OwnKeysPorts {
  readonly tenant: TenantId;
  readonly ring: TenantRing;
  readonly db: Queryable;
  readonly nextNumber: () => number;
}

/** The organisation's own keys in all their versions, oldest first; those that seal are made at first use. Two processes may race:
 *  the database lets one row win. */
export async function ownKeys({ tenant, ring, db, nextNumber }: OwnKeysPorts): Promise<readonly DataKeyRow[]> {
  for (;;) {
    const rows = await ownKeyRows(db, tenant);
    const missing = ownPurposes.find(
      (purpose) => !rows.some((row) => row.purpose === purpose && row.state === "current"),
    );
    if (missing === undefined) return rows;
    const row = { key_no: nextNumber(), purpose: missing, subject: null, state: "current" } as const;
    await insertDataKey(db, tenant, { ...row, wrapped: wrapNewDataKey(ring, row) }).catch((error: unknown) => {
      if (!(error instanceof DatabaseError && error.code === "database/unique-violation")) throw error;
    });
  }
}
