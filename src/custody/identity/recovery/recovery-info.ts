import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { PersonId } from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { displayName, openProfile } from "../person/index.ts";
import type { Decision } from "../../signatures/index.ts";
import { recoveryDecision } from "./recovery-decision.ts";
import { openRecovery } from "./recovery-details.ts";
import { type RecoveryState, type RecoveryWay, recoveryNow, recoveryTransitions } from "./recovery-machine.ts";
import type { RecoveryRow } from "./recovery-table.ts";

/** One of two who approved. */
export interface RecoveryApproval {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  /** As the row has it now, and what was signed of it; undefined for one of before approvals were signed. */
  readonly signed: { readonly decision: Decision; readonly signature: FhirResource } | undefined;
}

/** Lost access on its way back, as approvers and its owner see it. */
export interface RecoveryInfo {
  readonly id: string;
  readonly person: { readonly id: PersonId; readonly displayName: string; readonly username: string };
  readonly way: RecoveryWay;
  readonly state: RecoveryState;
  readonly reason: string | undefined;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly approvals: readonly RecoveryApproval[];
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
    approvals: details.approvals.map(({ id, name, at, signed }, index) => ({
      id,
      name,
      at,
      signed: signed && {
        decision: recoveryDecision(row, details, { number: index + 1, name: signed.person }),
        signature: signed.signature,
      },
    })),
    readyAt: row.ready_at ?? undefined,
    until: row.until,
  };
}
