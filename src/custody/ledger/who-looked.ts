import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { type EntryList, formatWhoLooked } from "./format-who-looked.ts";
import { extendHead, emptyHead } from "./head.ts";
import type { Ledger } from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { leafHash } from "./merkle/index.ts";
import { type ProvenHeads, provePrunedHeads } from "./pruned-heads.ts";

export interface WhoLookedPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "commitHeads">;
  readonly reader: Pick<LedgerReader, "leavesAbout" | "proveLeaf">;
  /** Shows everybody the newest checkpoint, where that is done. */
  readonly publish: (tenant: TenantId) => Promise<unknown>;
}

/** A C2SP tlog-proof of a map that counts every entry so far; its `extra` line holds all those about the patient, sealed as they are,
 *  and what shows that they are all.
 *  @throws LedgerError `ledger/unknown-entry`, `ledger/not-sequenced`, `ledger/heads-altered` */
export async function proveWhoLooked(
  { db, keyring, ledger, reader, publish }: WhoLookedPorts,
  tenant: TenantId,
  patient: ResourceId,
): Promise<string> {
  const keys = await keyring.keys(tenant);
  const numbers = await keys.numbersOf(patient);
  if (numbers.length === 0) throw new LedgerError("ledger/unknown-entry", "the ledger has no entry about this patient");
  const { index, leaf, heads } = await ledger.commitHeads(tenant, numbers);
  const declared = await provePrunedHeads(db.tenant(tenant), keys, numbers);
  const held = await reader.leavesAbout(tenant, patient, index);
  const pruned = declared && withoutWhole(declared, held);
  // Of a key whose oldest entries are gone, those between them and where the pruning ends lead nowhere.
  const found = held.filter(
    (one) => !(pruned && one.index < pruned.minIndex && pruned.heads.some(({ keyNo }) => keyNo === one.keyNo)),
  );
  const lists = heads
    .toSorted((a, b) => a.slot - b.slot)
    .map((head): EntryList => {
      const leaves = found.filter(({ keyNo }) => keyNo === head.keyNo).map((one) => one.leaf);
      const start = pruned?.heads.find(({ keyNo }) => keyNo === head.keyNo)?.hash ?? emptyHead;
      const folded = leaves.reduce((hash, one) => extendHead(hash, leafHash(one)), start);
      // Nobody is given a proof that wouldn't hold.
      if (!folded.equals(head.hash))
        throw new LedgerError("ledger/heads-altered", "the entries about a patient are not those that were counted");
      return { head, leaves };
    });
  if (lists.length === 0) throw new LedgerError("ledger/unknown-entry", "the ledger has no entry about this patient");
  await publish(tenant);
  return reader.proveLeaf(tenant, {
    index,
    leaf,
    extra: async (prove) =>
      formatWhoLooked(leaf, lists, pruned && { ...pruned, proof: await prove(pruned.act, pruned.index) }),
  });
}

/** Without keys of which every entry is still there: their lists begin at the beginning. */
function withoutWhole(
  declared: ProvenHeads,
  held: readonly { readonly index: number; readonly keyNo: number }[],
): ProvenHeads | undefined {
  const { minIndex } = declared;
  const heads = declared.heads.filter(
    ({ keyNo, count }) => held.filter((one) => one.keyNo === keyNo && one.index < minIndex).length < count,
  );
  return heads.length === 0 ? undefined : { ...declared, heads };
}
