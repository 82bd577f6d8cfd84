import type { Permission } from "../../../custody/access/index.ts";
import { type PersonId, type TenantId, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { SignDecision } from "../../../custody/signatures/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { roleDecision, sealDecision } from "./opened.ts";
import { type Standing, beyond, mayGive } from "./rights.ts";
import { type RoleGrantRow, holdRoleGrant, storeRoleGrant } from "./role-grant-table.ts";
import { isSettled } from "./settled.ts";
import { stepRoleGrant } from "./state.ts";
import { wordsOfRoleGrant } from "./words.ts";

interface Approval {
  readonly approval: { readonly id: string; readonly sign: SignDecision };
  readonly approver: Actor;
  readonly person: PersonId;
  readonly to: string | undefined;
  readonly gains: readonly Permission[];
  readonly standing: Standing;
}

/** Approves in the transaction that gives the role: both happen, or neither. @throws GovernanceError `role-grant/…` */
export async function approveHeld(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  { approval, approver, person, to, gains, standing }: Approval,
): Promise<void> {
  const row = await holdRoleGrant(tx, tenant, approval.id);
  if (row === undefined || row.person !== person || row.role !== to) throw unknownRoleGrant();
  const decider = parsePersonId(approver.id);
  expectAnother(row, decider);
  const vault = await ports.vault(tenant);
  const { words, altered } = wordsOfRoleGrant(ports, tenant, vault, row);
  if (altered)
    throw new GovernanceError(
      "role-grant/altered",
      "this was altered in the database: refuse it and let it be asked for again",
    );
  const at = ports.now();
  const state = stepRoleGrant(row.state, row.until <= at ? "lapse" : "approve");
  if (state !== "given") throw over("its time is over: it has to be asked for again");
  if (!mayGive(standing, approver.role, gains))
    throw new GovernanceError("role-grant/beyond-own", "your own role lacks a right that this one would give");
  await expectSettled(ports, tx, tenant, { decider, standing });
  const requester = standing.accounts.find(({ id }) => id === row.requester);
  if (requester === undefined || requester.ended || !mayGive(standing, requester.role, gains))
    throw over("who asked for it may give it no more: it has to be asked for again");
  if (beyond(gains, new Set(words.gains as readonly Permission[])).length > 0)
    throw over("the role gives more than it did when it was asked for: it has to be asked for again");
  const decided = { id: row.id, state, decider, decided_at: at };
  const signature = await approval.sign(tx, roleDecision({ ...row, ...decided }, words));
  await storeRoleGrant(tx, tenant, {
    ...decided,
    sealed_decision: sealDecision(vault, decided, { name: approver.name, signature }),
  });
  await finishTasks(ports, tx, tenant, { about: row.id, by: approver, note: "approved" });
  await ports.record(tx, tenant, {
    action: "role-grant-decided",
    at,
    actor: approver,
    why: `asked for by ${words.requesterName} (${row.requester})`,
    detail: `given: ${words.roleLabel} (${row.role}), ${words.personName} (${person}): ${gains.join(", ")} (${row.id})`,
  });
}

/** @throws GovernanceError `role-grant/four-eyes` */
export function expectAnother(row: RoleGrantRow, caller: PersonId): void {
  if (caller === row.requester || caller === row.person)
    throw new GovernanceError("role-grant/four-eyes", "somebody other than who asked, and whom it is for, decides");
}

async function expectSettled(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  { decider, standing }: { readonly decider: PersonId; readonly standing: Standing },
): Promise<void> {
  const account = standing.accounts.find(({ id }) => id === decider);
  if (!(await isSettled(ports, tx, tenant, account)))
    throw new GovernanceError(
      "role-grant/approver-too-new",
      "who approves must have had their account, and their rights, for a day",
    );
}

export function unknownRoleGrant(): GovernanceError {
  return new GovernanceError("role-grant/unknown", "there is no such request");
}

function over(message: string): GovernanceError {
  return new GovernanceError("role-grant/illegal-change", message);
}
