import type { Permission } from "../../../custody/access/index.ts";
import { type PersonId, type TenantId, isUuid, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { SignDecision } from "../../../custody/signatures/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor } from "../act.ts";
import type { GovernancePorts } from "../ports.ts";
import { openTask } from "../tasks/open-task.ts";
import { approveHeld } from "./approve.ts";
import { sealRoleGrant } from "./opened.ts";
import { type Standing, beyond, indispensableRights, mayGive, rightsOf } from "./rights.ts";
import { type RoleGrantRow, insertRoleGrant } from "./role-grant-table.ts";
import { tookLately } from "./settled.ts";

/** Somebody gets a role, or loses one. */
export interface RoleChange {
  readonly actor: Actor;
  readonly person: PersonId;
  readonly personName: string;
  /** Undefined for an account that is new or restored. */
  readonly from: string | undefined;
  /** Undefined for an account that ends. */
  readonly to: string | undefined;
  /** The request that this person approves by it. */
  readonly approval?: { readonly id: string; readonly sign: SignDecision } | undefined;
}

export interface RoleRefusal {
  readonly code: "people/second-needed" | "people/last-manager" | "people/beyond-own";
  readonly message: string;
}

const hour = 3_600_000;
/** Until when somebody looks at what one person did alone. */
const lookHours = 72;

/**
 * Decides, in the transaction that changes somebody's role or ends their access, whether it may happen, and writes down what has to be
 * seen. Rights over the organisation take two people; the last one who has an indispensable one keeps it.
 * @returns why not
 * @throws GovernanceError when it is an approval that doesn't hold
 */
export async function witnessRoleChange(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  change: RoleChange,
): Promise<RoleRefusal | undefined> {
  const { actor, person, from, to, approval } = change;
  const standing = await ports.standing(tx, tenant);
  const gains = beyond(rightsOf(standing, to), rightsOf(standing, from));
  const losses = beyond(rightsOf(standing, from), rightsOf(standing, to));
  const last = losses.find((right) => indispensableRights.includes(right) && !isHeldBeside(standing, right, person));
  if (last !== undefined)
    return {
      code: "people/last-manager",
      message: "nobody would be left who can manage people and roles: give somebody else that role first",
    };
  if (losses.length > 0) await writeDown(ports, tx, tenant, { change, standing, rights: losses, state: "taken" });
  // The operator's console and the set-up stand outside of the organisation, and the ledger has what they do.
  if (gains.length === 0 || actor.kind === "system") return undefined;
  if (approval !== undefined) {
    await approveHeld(ports, tx, tenant, { approval, approver: actor, person, to, gains, standing });
    return undefined;
  }
  if (!mayGive(standing, actor.role, gains))
    return {
      code: "people/beyond-own",
      message: "your own role lacks a right over the organisation that this one has",
    };
  if (!(await isOnlyOne(ports, tx, tenant, { actor, person, gains, standing })))
    return {
      code: "people/second-needed",
      message: "this role runs the organisation: a second person who has it has to approve",
    };
  await writeDown(ports, tx, tenant, { change, standing, rights: gains, state: "alone" });
  return undefined;
}

function isHeldBeside({ accounts, ...standing }: Standing, right: Permission, person: PersonId): boolean {
  return accounts.some(
    ({ id, ended, role }) => id !== person && !ended && rightsOf({ accounts, ...standing }, role).has(right),
  );
}

/** Whether nobody else could approve, and the actor didn't bring that about. */
async function isOnlyOne(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  {
    actor,
    person,
    gains,
    standing,
  }: {
    readonly actor: Actor;
    readonly person: PersonId;
    readonly gains: readonly Permission[];
    readonly standing: Standing;
  },
): Promise<boolean> {
  const another = standing.accounts.some(
    ({ id, role, ended, signedInOnce }) =>
      id !== actor.id && id !== person && !ended && signedInOnce && mayGive(standing, role, gains),
  );
  if (another) return false;
  return !(await tookLately(ports, tx, tenant, actor.id));
}

async function writeDown(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  {
    change: { actor, person, personName, from, to },
    standing,
    rights,
    state,
  }: {
    readonly change: RoleChange;
    readonly standing: Standing;
    readonly rights: readonly Permission[];
    readonly state: "alone" | "taken";
  },
): Promise<void> {
  if (actor.kind !== "person" || !isUuid(actor.id)) return;
  const at = ports.now();
  const role = (state === "alone" ? to : from) ?? "";
  const roleLabel = standing.roleOf(role)?.label ?? role;
  const place = { id: ports.newId(), person, role, requester: parsePersonId(actor.id), until: at };
  const row: RoleGrantRow = {
    ...place,
    decider: null,
    state,
    requested_at: at,
    decided_at: at,
    sealed: sealRoleGrant(await ports.vault(tenant), place, {
      personName,
      requesterName: actor.name,
      roleLabel,
      gains: rights,
    }),
    sealed_decision: null,
  };
  await insertRoleGrant(tx, tenant, row);
  const did = state === "alone" ? "gave, with nobody to approve it," : "took away";
  await openTask(ports, tx, tenant, {
    kind: "role-witnessed",
    about: row.id,
    title: `${actor.name} ${did} the role ${roleLabel} ${state === "alone" ? "to" : "from"} ${personName}`,
    dueAt: at + lookHours * hour,
    notFor: place.requester,
  });
  await ports.record(tx, tenant, {
    action: "role-grant-decided",
    at,
    actor,
    why: state === "alone" ? "nobody else could approve it" : "taking rights away takes one person",
    detail: `${state}: ${roleLabel} (${role}), ${personName} (${person}): ${rights.join(", ")}`,
  });
}
