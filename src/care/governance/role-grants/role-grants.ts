import type { Caller, Permission } from "../../../custody/access/index.ts";
import { type PersonId, type Secret, type TenantId, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, actorOf, clockActor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks, openTask } from "../tasks/open-task.ts";
import { expectAnother, unknownRoleGrant } from "./approve.ts";
import { type GivenRole, readGivenRoles } from "./given.ts";
import { sealDecision, sealRoleGrant } from "./opened.ts";
import { beyond, mayGive, rightsOf } from "./rights.ts";
import {
  type RoleGrantRow,
  holdRoleGrant,
  insertRoleGrant,
  readRoleGrant,
  requestedRoleGrants,
  storeRoleGrant,
} from "./role-grant-table.ts";
import { type RoleGrantEvent, stepRoleGrant } from "./state.ts";
import { type RoleChange, type RoleRefusal, witnessRoleChange } from "./witness-change.ts";
import { wordsOfRoleGrant } from "./words.ts";

/** A role that waits for a second person. */
export interface RoleRequest {
  readonly id: string;
  readonly person: { readonly id: PersonId; readonly name: string };
  readonly role: { readonly id: string; readonly label: string };
  /** Rights over the organisation that come with it. */
  readonly gains: readonly string[];
  readonly requestedBy: { readonly id: PersonId; readonly name: string };
  readonly requestedAt: number;
  readonly until: number;
  /** Four eyes: who asked, and whom it is for, decides nothing. Whether the caller is new here is only told when they try. */
  readonly may: { readonly decide: boolean; readonly withdraw: boolean };
  /** Somebody who has the database altered it: it can't be read, and is refused or withdrawn only. */
  readonly altered: boolean;
}

/** Roles that run the organisation are given by two people. */
export interface RoleGrants {
  /** Those that wait, oldest first. */
  waiting(caller: Caller): Promise<readonly RoleRequest[]>;
  /** @throws GovernanceError `role-grant/unsuitable`, `role-grant/beyond-own`, `role-grant/asked-already` */
  request(caller: Caller, wanted: { readonly person: PersonId; readonly role: string }): Promise<RoleRequest>;
  /** Those of the last 30 days that were approved, newest first, each checked against its approver's signature. */
  given(caller: Caller): Promise<readonly GivenRole[]>;
  /** Gives it, signed. @throws GovernanceError `role-grant/…`, and what signing throws */
  approve(caller: Caller, id: string, password?: Secret<string>): Promise<void>;
  /** @throws GovernanceError `role-grant/unknown`, `role-grant/four-eyes`, `role-grant/illegal-change` */
  refuse(caller: Caller, id: string, note: string | undefined): Promise<void>;
  withdraw(caller: Caller, id: string): Promise<void>;
  /** For whoever changes roles, in the transaction that does it. @returns why it may not be */
  witness(tx: Transaction, tenant: TenantId, change: RoleChange): Promise<RoleRefusal | undefined>;
}

const requestDays = 7;
const day = 24 * 3_600_000;

export function createRoleGrants(ports: GovernancePorts): RoleGrants {
  const { db, now } = ports;

  async function opened(caller: Caller, row: RoleGrantRow): Promise<RoleRequest> {
    const { words, altered } = wordsOfRoleGrant(ports, caller.tenant, await ports.vault(caller.tenant), row);
    const { personName, requesterName, roleLabel, gains } = words;
    const able =
      caller.permissions.has("people.manage") && gains.every((right) => caller.permissions.has(right as Permission));
    return {
      id: row.id,
      person: { id: row.person, name: personName },
      role: { id: row.role, label: roleLabel },
      gains,
      requestedBy: { id: row.requester, name: requesterName },
      requestedAt: row.requested_at,
      until: row.until,
      may: {
        decide: able && caller.id !== row.requester && caller.id !== row.person,
        withdraw: caller.id === row.requester,
      },
      altered,
    };
  }

  async function decide(
    caller: Caller,
    id: string,
    { event, note }: { readonly event: "refuse" | "withdraw"; readonly note?: string | undefined },
  ): Promise<void> {
    const { tenant } = caller;
    await db.transaction(tenant, async (tx) => {
      const row = await holdRoleGrant(tx, tenant, id);
      if (row === undefined) throw unknownRoleGrant();
      const person = parsePersonId(caller.id);
      if (event === "refuse") expectAnother(row, person);
      else if (person !== row.requester)
        throw new GovernanceError("role-grant/four-eyes", "who asked withdraws; others refuse");
      await settleRequest(ports, tx, tenant, row, { event, by: actorOf(caller), note });
    });
  }

  return {
    async waiting(caller) {
      const rows = await requestedRoleGrants(db.tenant(caller.tenant), caller.tenant);
      return Promise.all(rows.filter(({ until }) => until > now()).map((row) => opened(caller, row)));
    },

    async request(caller, { person, role }) {
      const { tenant } = caller;
      const at = now();
      const requester = parsePersonId(caller.id);
      const names = new Map((await ports.directory.all(tenant)).map(({ id, name }) => [id, name]));
      const vault = await ports.vault(tenant);
      const id = ports.newId();
      await db.transaction(tenant, async (tx) => {
        const standing = await ports.standing(tx, tenant);
        const account = standing.accounts.find((one) => one.id === person && !one.ended);
        const wanted = standing.roleOf(role);
        if (account === undefined || wanted === undefined || person === requester)
          throw new GovernanceError("role-grant/unsuitable", "such a role is asked for another person who works here");
        const gains = beyond(rightsOf(standing, role), rightsOf(standing, account.role));
        if (gains.length === 0)
          throw new GovernanceError("role-grant/unsuitable", "this role needs no second person: give it");
        if (!mayGive(standing, caller.role, gains))
          throw new GovernanceError("role-grant/beyond-own", "your own role lacks a right that this one would give");
        const place = { id, person, role, requester, until: at + requestDays * day };
        const words = {
          personName: names.get(person) ?? "somebody",
          requesterName: caller.name,
          roleLabel: wanted.label,
          gains,
        };
        const row: RoleGrantRow = {
          ...place,
          decider: null,
          state: "requested",
          requested_at: at,
          decided_at: null,
          sealed: sealRoleGrant(vault, place, words),
          sealed_decision: null,
        };
        if (!(await insertRoleGrant(tx, tenant, row)))
          throw new GovernanceError("role-grant/asked-already", "a role was asked for this person already");
        await openTask(ports, tx, tenant, {
          kind: "role-approval",
          about: id,
          title: `Approve the role ${wanted.label} for ${words.personName}, asked for by ${caller.name}`,
          dueAt: place.until,
          notFor: requester,
        });
        await ports.record(tx, tenant, {
          action: "role-grant-requested",
          at,
          actor: actorOf(caller),
          why: "with people.manage",
          detail: `${wanted.label} (${role}), ${words.personName} (${person}): ${gains.join(", ")} (${id})`,
        });
      });
      const row = await readRoleGrant(db.tenant(tenant), tenant, id);
      if (row === undefined) throw unknownRoleGrant();
      return opened(caller, row);
    },

    given: ({ tenant }) => readGivenRoles(ports, tenant),

    async approve(caller, id, password) {
      const { tenant } = caller;
      const row = await readRoleGrant(db.tenant(tenant), tenant, id);
      if (row === undefined) throw unknownRoleGrant();
      expectAnother(row, parsePersonId(caller.id));
      stepRoleGrant(row.state, "approve");
      const sign = await ports.decisions.signer(caller, { meaning: "approval", password });
      const { person, role } = row;
      await ports.giveRole(actorOf(caller), tenant, { person, role, approval: { id, sign } });
    },

    refuse: (caller, id, note) => decide(caller, id, { event: "refuse", note }),
    withdraw: (caller, id) => decide(caller, id, { event: "withdraw" }),
    witness: (tx, tenant, change) => witnessRoleChange(ports, tx, tenant, change),
  };
}

/** Ends requests whose time is over, or of which nothing is left to decide. */
export async function lapseRoleGrants(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const rows = await requestedRoleGrants(tx, tenant);
  if (rows.length === 0) return;
  const standing = await ports.standing(tx, tenant);
  const here = new Map(standing.accounts.filter(({ ended }) => !ended).map((account) => [account.id, account]));
  for (const { id, person, role, requester, until } of rows) {
    const account = here.get(person);
    const asker = here.get(requester);
    const left =
      account !== undefined &&
      account.role !== role &&
      asker !== undefined &&
      mayGive(standing, asker.role, beyond(rightsOf(standing, role), rightsOf(standing, account.role)));
    if (left && until > ports.now()) continue;
    const held = await holdRoleGrant(tx, tenant, id);
    if (held?.state === "requested") await settleRequest(ports, tx, tenant, held, { event: "lapse", by: clockActor });
  }
}

async function settleRequest(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  row: RoleGrantRow,
  {
    event,
    by,
    note,
  }: { readonly event: Exclude<RoleGrantEvent, "approve">; readonly by: Actor; readonly note?: string | undefined },
): Promise<void> {
  const at = ports.now();
  const vault = await ports.vault(tenant);
  const { personName, roleLabel } = wordsOfRoleGrant(ports, tenant, vault, row).words;
  const decider = event === "refuse" ? parsePersonId(by.id) : null;
  const decided = { id: row.id, state: stepRoleGrant(row.state, event), decider, decided_at: at };
  await storeRoleGrant(tx, tenant, {
    ...decided,
    sealed_decision: sealDecision(vault, decided, { name: by.name, note }),
  });
  await finishTasks(ports, tx, tenant, { about: row.id, by, note: decided.state });
  await ports.record(tx, tenant, {
    action: "role-grant-decided",
    at,
    actor: by,
    why: note ?? (event === "lapse" ? "nothing is left to decide" : "with people.manage"),
    detail: `${decided.state}: ${roleLabel} (${row.role}), ${personName} (${row.person}) (${row.id})`,
  });
}
