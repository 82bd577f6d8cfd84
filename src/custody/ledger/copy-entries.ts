import { createHash } from "node:crypto";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { type Keyring, KeyringError } from "../keyring/index.ts";
import { patientToken, splitBatch } from "./batch.ts";
import { type CopyRow, erasedRecords, putCopies } from "./copy-table.ts";
import { type LedgerEntry, encodeEntry } from "./entry.ts";
import { openCopy, openEntriesOf, sealCopy } from "./entry-copies.ts";
import { batchesWithAny, mostBatchesAtOnce } from "./find-entries.ts";

/** Keeps what a patient's entries under these keys say, under the key that seals now, so that these keys can go: who looked stays readable, and so
 *  does a copy of before. Words of a search that may have found an erased record are left out: they may be that record's.
 *  @returns how many, and the SHA-256 of all that they say, in hexadecimal
 *  @throws CryptoError where an entry isn't as it was written: somebody must look */
export async function copyEntries(
  tx: Transaction,
  keyring: Keyring,
  {
    tenant,
    patient,
    keyNos,
  }: { readonly tenant: TenantId; readonly patient: ResourceId; readonly keyNos: readonly number[] },
): Promise<{ readonly copied: number; readonly digest: string }> {
  const keys = await keyring.keys(tenant);
  const own = (await keys.ofPatients([patient])).get(patient);
  if (own === undefined || keyNos.includes(own.keyNo))
    throw new KeyringError("keyring/unknown-key", "this patient has no other key to copy entries to");
  const erased = new Set<string>(await erasedRecords(tx, tenant, patient));
  const tokens = keys.blinders.map((blinder) => patientToken(blinder, patient));
  const digest = createHash("sha256");
  let copied = 0;
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const page = { before, limit: mostBatchesAtOnce };
    const rows = await batchesWithAny(tx, tokens, page);
    const opening = openEntriesOf(
      tx,
      keys,
      rows.map(({ batch }) => batch),
    );
    const made: CopyRow[] = [];
    for (const { batch, entries } of rows) {
      before = batch;
      const sealed = splitBatch(entries);
      const opener = await opening.of(batch, sealed);
      for (const [ordinal, part] of sealed.entries()) {
        const place = { batch, ordinal };
        // Also what was copied already, when keys went before: that copy is under one that goes now.
        const isOwn = part.keyNo === own.keyNo || opener.patientOf(part) !== patient;
        if (isOwn) continue;
        const entry = withoutWords(opener.open(place, part).entry, erased);
        made.push(sealCopy(tenant, place, entry, own));
        digest.update(`${batch}.${ordinal}\n`).update(encodeEntry(entry));
      }
    }
    await putCopies(tx, tenant, made);
    const loaded = await keys.load([own.keyNo]);
    for (const row of made) openCopy(loaded, row);
    copied += made.length;
    if (rows.length < page.limit) return { copied, digest: digest.digest("hex") };
  }
}

const leftOut = "left out: it may have found a record that was erased";

function withoutWords(entry: LedgerEntry, erased: ReadonlySet<string>): LedgerEntry {
  if (entry.detail === undefined) return entry;
  const isListed = entry.resources.some((name) => erased.has(name.split("/")[1] ?? ""));
  const mayBe = entry.action === "search" && entry.count > entry.resources.length;
  return isListed || mayBe ? { ...entry, detail: leftOut } : entry;
}
