import type { Caller } from "../../../custody/access/index.ts";
import type { RetentionPorts } from "../ports.ts";
import { RetentionError } from "../retention-error.ts";
import { certifyDestruction } from "./certificate.ts";
import { giveBack, holdOpened, unknownAppraisal, writeStep } from "./write-step.ts";

/** The keys of what was approved go, unless a hold says no; then the certificate is made. Whatever breaks it off, the next approval goes
 *  on from there. @throws RetentionError `retention/not-due` */
export async function destroyApproved(ports: RetentionPorts, caller: Caller, id: string): Promise<void> {
  const { db, destroyPatient, certify } = ports;
  const { tenant } = caller;
  const { row, words } = await db.transaction(tenant, (tx) => holdOpened(ports, caller, tx, id));
  if (row.state !== "approved") return;
  const gone = await destroyPatient(tenant, row.patient, `retention, ${words.due.rule}, appraisal ${id}`);
  if (gone.kind === "held") {
    await db.transaction(tenant, async (tx) => {
      const held = await holdOpened(ports, caller, tx, id);
      await giveBack(ports, caller, tx, held, gone.why);
    });
    throw new RetentionError("retention/not-due", gone.why);
  }
  const proposed = words.steps.findLast(({ event }) => event === "propose");
  const approved = words.steps.findLast(({ event }) => event === "approve");
  if (proposed === undefined || approved === undefined) throw unknownAppraisal();
  const certificate = await certifyDestruction(
    {
      appraisal: id,
      organisation: String(tenant),
      patient: row.patient,
      due: words.due,
      records: words.records ?? {},
      proposed: { ...proposed, id: row.proposer ?? "" },
      approved: { ...approved, id: row.decider ?? "" },
      keys: gone.certificate,
      destroyedAt: gone.at,
    },
    (text) => certify(tenant, text),
  );
  await db.transaction(tenant, async (tx) => {
    const held = await holdOpened(ports, caller, tx, id);
    // Somebody else who approved it at the same moment was first.
    if (held.row.state !== "approved") return;
    await writeStep(ports, caller, tx, held, { event: "destroy", why: approved.why, more: { certificate } });
  });
}
