import { isDeepStrictEqual } from "node:util";
import type { Caller } from "../../../custody/access/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { RetentionPorts } from "../ports.ts";
import { RetentionError } from "../retention-error.ts";
import { certifyDestruction } from "./certificate.ts";
import { giveBack, holdOpened, unknownAppraisal, writeStep } from "./write-step.ts";

const writtenSince = "something was written to this record after it was looked at for the approval";

/** The newest version of each of a patient's records, by its id. */
export type Standing = ReadonlyMap<ResourceId, number>;

/** The keys of what was approved go, unless a hold says no, or something was written to the record meanwhile; then the certificate is made.
 *  Whatever breaks it off, the next approval goes on from there.
 *  @param approved what stood when it was asked whether the record is due; undefined where the keys are gone already
 *  @throws RetentionError `retention/not-due` */
export async function destroyApproved(
  ports: RetentionPorts,
  caller: Caller,
  id: string,
  approved: Standing | undefined,
): Promise<void> {
  const { db, chart, destroyPatient, certify } = ports;
  const { tenant } = caller;
  const { row, words } = await db.transaction(tenant, (tx) => holdOpened(ports, caller, tx, id));
  if (row.state !== "approved") return;
  const why = `retention, ${words.due.rule}, appraisal ${id}`;
  const gone = await destroyPatient(tenant, row.patient, why, async (tx) =>
    isDeepStrictEqual(await chart.newestUnder(tenant, row.patient, tx), approved) ? undefined : writtenSince,
  );
  if (gone.kind === "held") {
    await db.transaction(tenant, async (tx) => {
      const held = await holdOpened(ports, caller, tx, id);
      await giveBack(ports, caller, tx, held, gone.why);
    });
    throw new RetentionError("retention/not-due", gone.why);
  }
  const proposed = words.steps.findLast(({ event }) => event === "propose");
  const decided = words.steps.findLast(({ event }) => event === "approve");
  if (proposed === undefined || decided === undefined) throw unknownAppraisal();
  const certificate = await certifyDestruction(
    {
      appraisal: id,
      organisation: String(tenant),
      patient: row.patient,
      due: words.due,
      records: words.records ?? {},
      proposed: { ...proposed, id: row.proposer ?? "" },
      approved: { ...decided, id: row.decider ?? "" },
      keys: gone.certificate,
      destroyedAt: gone.at,
    },
    (text) => certify(tenant, text),
  );
  await db.transaction(tenant, async (tx) => {
    const held = await holdOpened(ports, caller, tx, id);
    // Somebody else who approved it at the same moment was first.
    if (held.row.state !== "approved") return;
    await writeStep(ports, caller, tx, held, { event: "destroy", why: decided.why, more: { certificate } });
  });
}
