import type { Caller } from "../../custody/access/index.ts";
import type { PersonId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { ErasureError } from "./erasure-error.ts";
import { type ErasureRow, holdErasure } from "./erasure-table.ts";
import { type ErasureWords, openErasure, sealErasure } from "./opened.ts";
import type { ErasurePorts } from "./ports.ts";
import { heldAsRegistered, storeRegistered } from "./registered.ts";
import { type ErasureEvent, stepErasure } from "./state.ts";

export interface HeldErasure {
  readonly row: ErasureRow;
  readonly words: ErasureWords;
}

export function unknownErasure(): ErasureError {
  return new ErasureError("erasure/unknown", "there is no such erasure");
}

export function alteredErasure(): ErasureError {
  return new ErasureError("erasure/altered", "this was altered in the database: nobody decides on it");
}

/** One erasure, held until the transaction ends. @throws ErasureError `erasure/unknown`, `erasure/altered` */
export async function holdOpened(
  { vault }: Pick<ErasurePorts, "vault">,
  { tenant }: Caller,
  tx: Transaction,
  id: string,
): Promise<HeldErasure> {
  const found = await holdErasure(tx, tenant, id);
  if (found === undefined) throw unknownErasure();
  const opening = await vault(tenant);
  const [row = found] = await heldAsRegistered(tx, tenant, opening, [found]);
  const words = openErasure(opening, row);
  if (words === undefined) throw alteredErasure();
  return { row, words };
}

export interface ErasureChange {
  readonly event: ErasureEvent;
  readonly why: string;
  /** Absent: as before. */
  readonly decider?: PersonId;
  readonly more?: Partial<ErasureWords>;
}

/** Writes one step and its entry in the ledger, in one transaction. @throws ErasureError `erasure/illegal-change` */
export async function writeStep(
  { vault, now, record }: Pick<ErasurePorts, "vault" | "now" | "record">,
  caller: Caller,
  tx: Transaction,
  { row, words }: HeldErasure,
  { event, why, more, decider }: ErasureChange,
): Promise<void> {
  const at = now();
  const state = stepErasure(row.state, event);
  const place = { ...row, state, changed_at: at, decider: decider ?? row.decider };
  const detail = `${event}: the erasure of Patient/${row.patient} is ${state} (${row.id})`;
  const entries = await record(tx, caller, { action: "erasure-decided", at, why, detail });
  const step = { event, at, by: { id: caller.id, name: caller.name }, why, entries };
  const next = { ...words, ...more, steps: [...words.steps, step] };
  const sealing = await vault(caller.tenant);
  await storeRegistered(tx, caller.tenant, sealing, sealErasure(sealing, place, next));
}
