import type { Caller } from "../../../custody/access/index.ts";
import type { PersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { RetentionPorts } from "../ports.ts";
import { RetentionError } from "../retention-error.ts";
import { type AppraisalRow, holdAppraisal, storeAppraisal } from "./appraisal-table.ts";
import { type AppraisalStep, type AppraisalWords, openAppraisal, sealAppraisal } from "./opened.ts";
import { type AppraisalEvent, standAfter } from "./state.ts";

export interface HeldAppraisal {
  readonly row: AppraisalRow;
  readonly words: AppraisalWords;
}

export function unknownAppraisal(): RetentionError {
  return new RetentionError("retention/unknown-appraisal", "there is no such appraisal");
}

/** One appraisal, held until the transaction ends. @throws RetentionError `retention/unknown-appraisal`, `retention/altered` */
export async function holdOpened(
  { vault }: Pick<RetentionPorts, "vault">,
  { tenant }: Caller,
  tx: Transaction,
  id: string,
): Promise<HeldAppraisal> {
  const row = await holdAppraisal(tx, tenant, id);
  if (row === undefined) throw unknownAppraisal();
  const words = openAppraisal(await vault(tenant), row);
  if (words === undefined)
    throw new RetentionError("retention/altered", "this was altered in the database: nobody decides on it");
  return { row, words };
}

export interface AppraisalChange {
  readonly event: AppraisalEvent;
  readonly why: string;
  /** Absent: as before. */
  readonly proposer?: PersonId | null;
  readonly decider?: PersonId | null;
  readonly until?: number | null;
  readonly more?: Partial<AppraisalWords>;
}

/** Writes one step and its entry in the ledger, in one transaction. @throws RetentionError `retention/illegal-change` */
export async function writeStep(
  { vault, now, record }: Pick<RetentionPorts, "vault" | "now" | "record">,
  caller: Caller,
  tx: Transaction,
  { row, words }: HeldAppraisal,
  { event, why, more, proposer = row.proposer, decider = row.decider, until = null }: AppraisalChange,
): Promise<void> {
  const at = now();
  const state = standAfter(row.state, event, words.steps);
  const place = { ...row, state, changed_at: at, proposer, decider, until };
  const detail = `${event}: Patient/${row.patient} is ${state} (${words.due.rule}, appraisal ${row.id})`;
  const entries = await record(tx, caller, { action: "appraisal-decided", at, why, detail });
  const done: AppraisalStep = { event, at, by: caller.name, why, entries };
  const next = { ...words, ...more, steps: [...words.steps, done] };
  await storeAppraisal(tx, caller.tenant, sealAppraisal(await vault(caller.tenant), place, next));
}

/** What was approved and can't go after all waits in the queue again, without its proposal. */
export async function giveBack(
  ports: Pick<RetentionPorts, "vault" | "now" | "record">,
  caller: Caller,
  tx: Transaction,
  held: HeldAppraisal,
  why: string,
): Promise<void> {
  await writeStep(ports, caller, tx, held, { event: "give-back", why, proposer: null, decider: null });
}
