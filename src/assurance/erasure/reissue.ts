import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { type EndedRecord, certifyErasure } from "./certificate.ts";
import { type ErasureRow, holdErasure, holdErasuresOf } from "./erasure-table.ts";
import { type ErasureWords, type RetainedFacts, openErasure, openFacts, sealErasure } from "./opened.ts";
import type { ErasurePorts } from "./ports.ts";
import { heldAsRegistered, storeRegistered } from "./registered.ts";
import { retainedOf } from "./retained-table.ts";

export type ReissuePorts = Pick<ErasurePorts, "vault" | "certify" | "keyArchiveDays" | "now">;

/** What of a certificate that was issued before is taken over. */
interface Issued {
  readonly erasedAt: string;
  /** Absent where the patient stays. */
  readonly keyCertificate?: string;
}

/** Notes since when what an erasure deleted is off the database's disk, and issues its certificate anew. An erasure whose row was altered
 *  keeps what it has. */
export async function noteErasureCleared(
  ports: ReissuePorts,
  tx: Transaction,
  tenant: TenantId,
  {
    patient,
    erasedAt,
    cleared,
  }: {
    readonly patient: ResourceId;
    readonly erasedAt: number;
    readonly cleared: NonNullable<ErasureWords["cleared"]>;
  },
): Promise<void> {
  const sealing = await ports.vault(tenant);
  for (const row of await heldAsRegistered(tx, tenant, sealing, await holdErasuresOf(tx, tenant, patient))) {
    const words = openErasure(sealing, row);
    if (words?.certificate === undefined || Date.parse(issuedIn(words.certificate.json).erasedAt) !== erasedAt)
      continue;
    await reissue(ports, tx, tenant, { row, words: { ...words, cleared } });
  }
}

/** Issues an erasure's certificate anew, with what was destroyed since of what stayed. */
export async function reissueAfterEnd(
  ports: ReissuePorts,
  tx: Transaction,
  tenant: TenantId,
  erasure: string,
): Promise<void> {
  const sealing = await ports.vault(tenant);
  const found = await holdErasure(tx, tenant, erasure);
  const [row] = found === undefined ? [] : await heldAsRegistered(tx, tenant, sealing, [found]);
  const words = row && openErasure(sealing, row);
  if (row !== undefined && words !== undefined) await reissue(ports, tx, tenant, { row, words });
}

async function reissue(
  { vault, certify, keyArchiveDays, now }: ReissuePorts,
  tx: Transaction,
  tenant: TenantId,
  { row, words }: { readonly row: ErasureRow; readonly words: ErasureWords },
): Promise<void> {
  const proposed = words.steps.find(({ event }) => event === "propose");
  const approved = words.steps.findLast(({ event }) => event === "approve");
  if (proposed === undefined || approved === undefined || words.certificate === undefined) return;
  const { erasedAt, keyCertificate } = issuedIn(words.certificate.json);
  const sealing = await vault(tenant);
  const stayed = (await retainedOf(tx, tenant, row.id)).flatMap((one) => {
    const facts = openFacts(sealing, one);
    return facts === undefined ? [] : [{ id: one.id, facts }];
  });
  const certificate = await certifyErasure(
    {
      erasure: row.id,
      organisation: String(tenant),
      patient: row.patient,
      request: row.request ?? undefined,
      fates: words.fates,
      retained: new Map(stayed.map(({ id, facts }) => [facts.fate.record, id])),
      proposed,
      approved,
      keys: keyCertificate,
      keyNos: words.keyNos,
      erasedAt: Date.parse(erasedAt),
      keyArchiveDays,
      issuedAt: now(),
      cleared: words.cleared,
      ended: stayed.flatMap(({ id, facts }) => endedOf(id, facts)),
    },
    (text) => certify(tenant, text),
  );
  // Later than before: an older certificate that is put back isn't the one that is registered.
  const place = { ...row, changed_at: Math.max(now(), row.changed_at + 1) };
  await storeRegistered(tx, tenant, sealing, sealErasure(sealing, place, { ...words, certificate }));
}

/** Of one that stays still, nothing. */
function endedOf(id: string, { fate, steps, certificate }: RetainedFacts): readonly EndedRecord[] {
  const last = (wanted: string) => steps.findLast(({ event }) => event === wanted);
  const [proposed, approved, destroyed] = [last("propose"), last("approve"), last("destroy")];
  if (proposed === undefined || approved === undefined || destroyed === undefined || certificate === undefined)
    return [];
  return [{ record: fate.record, retainedAs: id, proposed, approved, destroyed, keys: certificate }];
}

function issuedIn(json: string): Issued {
  return JSON.parse(json) as Issued;
}
