import type { PersonId } from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { displayName, openProfile } from "../person/index.ts";
import { openRecovery } from "./recovery-details.ts";
import { type RecoveryState, type RecoveryWay, recoveryNow, recoveryTransitions } from "./recovery-machine.ts";
import type { RecoveryRow } from "./recovery-table.ts";

/** Lost access on its way back, as approvers and its owner see it. */
export interface RecoveryInfo {
  readonly id: string;
  readonly person: { readonly id: PersonId; readonly displayName: string; readonly username: string };
  readonly way: RecoveryWay;
  readonly state: RecoveryState;
  readonly reason: string | undefined;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly approvals: readonly { readonly id: string; readonly name: string; readonly at: number }[];
  readonly readyAt: number | undefined;
  readonly until: number;
}

/** The stored state as time has made it. */
export function stateOf(row: RecoveryRow, now: number): RecoveryState {
  return recoveryNow({ state: row.state, readyAt: row.ready_at ?? undefined, until: row.until }, now);
}

export function isOpen(state: RecoveryState): boolean {
  return recoveryTransitions[state].lapse !== undefined;
}

export function infoOf(vault: TenantVault, row: RecoveryRow, sealedProfile: Buffer, now: number): RecoveryInfo {
  const details = openRecovery(vault, row.recovery, row.sealed);
  const profile = openProfile(vault, row.person, sealedProfile);
  return {
    id: row.recovery,
    person: { id: row.person, displayName: displayName(profile), username: profile.username },
    way: row.way,
    state: stateOf(row, now),
    reason: details.reason,
    startedBy: details.startedBy.name,
    startedAt: row.began_at,
    approvals: details.approvals.map(({ id, name, at }) => ({ id, name, at })),
    readyAt: row.ready_at ?? undefined,
    until: row.until,
  };
}
