import type { TenantId } from "../../foundation/kernel/index.ts";
import { CryptoError } from "../../foundation/crypto/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { type Keyring, KeyringError, type TenantKeys } from "../keyring/index.ts";
import { actorToken, patientToken, splitBatch } from "./batch.ts";
import { openEntriesOf } from "./entry-copies.ts";
import { batchesAfter, countBatches, replaceTokens } from "./retokenise-table.ts";

export interface RetokenisePorts {
  /** Connects as the schema's owner, to the organisation. */
  readonly admin: (tenant: TenantId) => Queryable;
  readonly keyring: Keyring;
}

const pageLength = 200;

/** By what the entries of a batch are found, with the index key that is in use. */
export async function tokensOf(db: Queryable, keys: TenantKeys, batch: number, entries: Buffer): Promise<Buffer> {
  const sealed = splitBatch(entries);
  const opener = await openEntriesOf(db, keys, [batch]).of(batch, sealed);
  const tokens = new Map<string, Buffer>();
  for (const [ordinal, part] of sealed.entries()) {
    const patient = opener.patientOf(part);
    if (patient !== undefined && !tokens.has(patient)) tokens.set(patient, patientToken(keys.blinder, patient));
    try {
      const { actor } = opener.open({ batch, ordinal }, part).entry;
      if (!tokens.has(actor.id)) tokens.set(actor.id, actorToken(keys.blinder, actor.id));
    } catch (error) {
      // Nobody finds what nobody can open: its patient's key was destroyed.
      if (!(error instanceof KeyringError || error instanceof CryptoError)) throw error;
    }
  }
  return Buffer.concat([...tokens.values()]);
}

/** Blinds patients and actors of every batch anew, so that entries are found by the index key that is in use. It can be stopped and run
 *  again. What a daybook still holds was blinded within the last second, or is blinded anew when it is
 *  posted: the caller waits that long before. */
export async function* retokeniseLedger(
  { admin, keyring }: RetokenisePorts,
  tenant: TenantId,
): AsyncGenerator<{ readonly done: number; readonly total: number }> {
  const db = admin(tenant);
  const total = await countBatches(db, tenant);
  let after = -1;
  for (let done = 0; ; ) {
    const rows = await batchesAfter(db, tenant, after, pageLength);
    const last = rows.at(-1);
    if (last === undefined) return;
    const keys = await keyring.keys(tenant);
    const made: { batch: number; tokens: Buffer }[] = [];
    for (const { batch, entries } of rows) made.push({ batch, tokens: await tokensOf(db, keys, batch, entries) });
    await replaceTokens(db, tenant, made);
    after = last.batch;
    done += rows.length;
    yield { done, total: Math.max(total, done) };
  }
}
