import type { Caller } from "../../../custody/access/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { RetentionPorts } from "../ports.ts";
import { holdAppraisal, insertAppraisal, openAppraisalsAfter } from "./appraisal-table.ts";
import { type DueWords, openAppraisal, sealAppraisal } from "./opened.ts";
import { writeStep } from "./write-step.ts";

/** How many were put into the queue, and taken out of it. */
export interface Filled {
  readonly queued: number;
  readonly gone: number;
}

const inOneStep = 200;

/** Puts what is due into the queue, takes out what isn't any more, and brings back what was kept until now.
 *  @param due whole records that are due, by patient */
export async function fillQueue(
  ports: RetentionPorts,
  caller: Caller,
  due: ReadonlyMap<ResourceId, DueWords>,
): Promise<Filled> {
  const known = new Set<ResourceId>();
  const gone = await settleOpen(ports, caller, due, known);
  const fresh = [...due].filter(([patient]) => !known.has(patient));
  let queued = 0;
  for (let from = 0; from < fresh.length; from += inOneStep)
    queued += await queueSome(ports, caller, fresh.slice(from, from + inOneStep));
  return { queued, gone };
}

/** @param known filled with the patients who have an open appraisal @returns how many aren't due any more */
async function settleOpen(
  ports: RetentionPorts,
  caller: Caller,
  due: ReadonlyMap<ResourceId, DueWords>,
  known: Set<ResourceId>,
): Promise<number> {
  const { db, vault, now } = ports;
  const { tenant } = caller;
  const sealing = await vault(tenant);
  let gone = 0;
  let after: string | undefined;
  for (;;) {
    const rows = await openAppraisalsAfter(db.tenant(tenant), tenant, after, inOneStep);
    after = rows.at(-1)?.id;
    if (after === undefined) return gone;
    for (const { id, patient } of rows) {
      known.add(patient);
      await db.transaction(tenant, async (tx) => {
        const row = await holdAppraisal(tx, tenant, id);
        const words = row && openAppraisal(sealing, row);
        if (row === undefined || words === undefined) return;
        const held = { row, words };
        if (row.state === "kept" && (row.until ?? 0) <= now())
          await writeStep(ports, caller, tx, held, { event: "lapse", why: "the time for which it was kept is over" });
        const mayVanish = row.state === "queued" || row.state === "proposed" || row.state === "transferred";
        if (!mayVanish || due.has(patient)) return;
        await writeStep(ports, caller, tx, held, { event: "vanish", why: "it isn't due any more" });
        gone += 1;
      });
    }
  }
}

async function queueSome(
  { db, vault, now, newId, record }: RetentionPorts,
  caller: Caller,
  due: readonly (readonly [ResourceId, DueWords])[],
): Promise<number> {
  const { tenant } = caller;
  const sealing = await vault(tenant);
  return db.transaction(tenant, async (tx) => {
    let queued = 0;
    for (const [patient, words] of due) {
      const at = now();
      const whose = { id: newId(), patient, state: "queued", proposer: null, decider: null } as const;
      const place = { ...whose, queued_at: at, changed_at: at, until: null };
      if (await insertAppraisal(tx, tenant, sealAppraisal(sealing, place, { due: words, steps: [] }))) queued += 1;
    }
    const detail = `${queued} patients' records have fallen due`;
    if (queued > 0)
      await record(tx, caller, { action: "appraisal-queued", at: now(), why: "their periods are over", detail });
    return queued;
  });
}
