import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import {
  type Database,
  DatabaseError,
  type Queryable,
  type Transaction,
} from "../../../foundation/platform/database/index.ts";
import {
  type Caller,
  type Permission,
  type RoleId,
  isBuiltInRole,
  roles as templates,
  runningRights,
  vendorRole,
} from "../../access/index.ts";
import type { Keyring } from "../../keyring/index.ts";
import { PolicyError, type RoleFault } from "../policy-error.ts";
import { raiseEpoch } from "../snapshot/change-table.ts";
import { checkRole, checkVendorRole } from "./check-role.ts";
import { type RoleDefinition, definitionOf } from "./role-definition.ts";
import { holdRoles, insertRole } from "./role-table.ts";
import { type StoredRole, type TenantRoles, openTenantRoles, sealRole } from "./stored-role.ts";

/** An organisation's roles, as they are now, and their changes. */
export interface RoleBook {
  of(tenant: TenantId): Promise<TenantRoles>;
  /** As they are now, and stay until the transaction ends. */
  held(tx: Transaction, tenant: TenantId): Promise<TenantRoles>;
  /**
   * Makes a role, or changes one; built-in ones may be changed too.
   *
   * Nobody changes the role that they hold, nor which rights over the organisation are in one that somebody holds. Nobody puts into a role a permission to govern (people, roles, the ledger, reviews …)
   * that their own role lacks, unless the role has it already. What care needs (scopes, clearances, notes) is theirs to give
   * though they lack it themselves: whoever manages roles needn't read records.
   *
   * @param expected the revision that the change builds on; 0 for a new role or a built-in one as it came
   * @throws PolicyError `roles/unsuitable` with every fault, `roles/own`, `roles/beyond-own`, `roles/label-taken`, `roles/name-taken`,
   *   `roles/held`, `roles/last-manager`, `roles/changed-meanwhile`
   */
  put(caller: Caller, id: RoleId, definition: RoleDefinition, expected: number): Promise<StoredRole>;
  /** Removes a role of the organisation's own; gives a built-in one back the form in which it came.
   *  @throws PolicyError `roles/unknown`, `roles/own`, `roles/in-use`, `roles/beyond-own`, `roles/last-manager`, `roles/changed-meanwhile` */
  remove(caller: Caller, id: RoleId, expected: number): Promise<void>;
  /** What is wrong with a definition by itself. */
  faultsOf(definition: RoleDefinition): readonly RoleFault[];
  /** What storing it would be refused for. @throws PolicyError as `put` */
  check(caller: Caller, id: RoleId, definition: RoleDefinition): Promise<void>;
}

export interface PolicyEvent {
  readonly act: "role-defined" | "role-removed" | "preview";
  readonly at: number;
  readonly caller: Caller;
  readonly detail: string;
}

/** How many people who may sign in hold each role, as a transaction sees it: asked elsewhere, it would wait for those that wait for it. */
export type PeopleByRole = (tenant: TenantId, db: Queryable) => Promise<ReadonlyMap<RoleId, number>>;

export interface RoleBookPorts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly now: Clock;
  /** Writes the event in the transaction that it witnesses. */
  readonly recordEvent: (tx: Transaction, tenant: TenantId, event: PolicyEvent) => Promise<void>;
  readonly peopleByRole: PeopleByRole;
  /** Told when roles have changed here. */
  readonly onChange: (tenant: TenantId) => void;
}

/** Given by whoever manages roles, though they may not have it: what work with patients, and with what they pay, needs. The rest governs. */
const ofWork: ReadonlySet<Permission> = new Set([
  "accesses.read",
  "notes.write",
  "notes.co-sign",
  "notes.supervised",
  "break-glass.use",
  "consents.manage",
  "discounts.approve",
  "refunds.approve",
  "cash-up",
  "expenses.submit",
  "expenses.approve",
  "expenses.read",
  "templates.manage",
]);
/** Somebody has to be left who can let people in and set roles right. */
const indispensable: readonly Permission[] = ["people.manage", "roles.manage"];
const shape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

type Counts = ReadonlyMap<RoleId, number>;

export function createRoleBook(ports: RoleBookPorts): RoleBook {
  const { db, keyring, now, recordEvent, peopleByRole, onChange } = ports;
  const read = async (tenant: TenantId) => openTenantRoles(db.tenant(tenant), await keyring.vault(tenant), tenant);

  async function store(
    caller: Caller,
    id: RoleId,
    change: { readonly definition: RoleDefinition; readonly expected: number; readonly removed: boolean },
    expectAllowed: (roles: TenantRoles, people: Counts) => void,
  ): Promise<void> {
    const { tenant } = caller;
    const vault = await keyring.vault(tenant);
    const { definition, expected, removed } = change;
    const at = now();
    try {
      await db.transaction(tenant, async (tx) => {
        await holdRoles(tx, tenant);
        const roles = await openTenantRoles(tx, vault, tenant);
        expectAllowed(roles, await peopleByRole(tenant, tx));
        if ((roles.get(id)?.revision ?? 0) !== expected) throw changedMeanwhile();
        const revision = roles.revisionOf(id) + 1;
        await insertRole(tx, tenant, {
          role: id,
          revision,
          changed_at: at,
          removed,
          sealed: sealRole(vault, id, revision, definition),
        });
        await raiseEpoch(tx, tenant);
        const detail = `${definition.label} (${id}), revision ${revision}: ${summaryOf(roles.get(id)?.definition, definition, removed)}`;
        await recordEvent(tx, tenant, { act: removed ? "role-removed" : "role-defined", at, caller, detail });
      });
    } catch (error) {
      if (error instanceof DatabaseError && error.code === "database/unique-violation") throw changedMeanwhile();
      throw error;
    }
    onChange(tenant);
  }

  function expectSuitable(
    caller: Caller,
    id: RoleId,
    definition: RoleDefinition,
    { roles, people }: { readonly roles: TenantRoles; readonly people: Counts },
  ): void {
    if (!shape.test(id) || id.length > 40)
      throw new PolicyError(
        "roles/unsuitable",
        "the role's name is 1 to 40 lower-case letters and digits, in words joined by hyphens",
        {
          path: "id",
          faults: [{ path: "id", message: "Lower-case letters and digits, in words joined by hyphens; at most 40." }],
        },
      );
    const faults = [...checkRole(definition), ...(id === vendorRole ? checkVendorRole(definition) : [])];
    const [first] = faults;
    if (first !== undefined)
      throw new PolicyError("roles/unsuitable", "the role can't be stored as it is", { path: first.path, faults });
    const label = definition.label.trim().toLowerCase();
    if (roles.all().some((other) => other.id !== id && other.definition.label.trim().toLowerCase() === label))
      throw new PolicyError("roles/label-taken", "another role has this name", { path: "label" });
    expectOthersRole(caller, id);
    const before = roles.get(id);
    const beyond = definition.permissions.find(
      (permission) =>
        !ofWork.has(permission) &&
        !caller.permissions.has(permission) &&
        before?.role.permissions.has(permission) !== true,
    );
    if (beyond !== undefined)
      throw new PolicyError(
        "roles/beyond-own",
        "your own role lacks a permission to govern that you would put into this one",
        {
          path: `permissions[${definition.permissions.indexOf(beyond)}]`,
        },
      );
    expectManagers(id, new Set(definition.permissions), { roles, people });
    // Neither to everybody who holds a role already nor from them: whoever takes it so would be the only one, and nobody told.
    const isIn = (permission: Permission) => before?.role.permissions.has(permission) === true;
    const changed = runningRights.find((right) => definition.permissions.includes(right) !== isIn(right));
    if (changed !== undefined && (people.get(id) ?? 0) > 0)
      throw new PolicyError(
        "roles/held",
        "somebody has this role: rights over the organisation are given and taken with a role of its own, person by person",
        { path: isIn(changed) ? "permissions" : `permissions[${definition.permissions.indexOf(changed)}]` },
      );
  }

  /** Counts people: a role that nobody holds manages nothing. */
  function expectManagers(
    id: RoleId,
    next: ReadonlySet<Permission>,
    { roles, people }: { readonly roles: TenantRoles; readonly people: Counts },
  ): void {
    for (const permission of indispensable) {
      const lost = roles.get(id)?.role.permissions.has(permission) === true && !next.has(permission);
      if (!lost) continue;
      const left = roles
        .all()
        .some((role) => role.id !== id && role.role.permissions.has(permission) && (people.get(role.id) ?? 0) > 0);
      if (!left)
        throw new PolicyError("roles/last-manager", "nobody would be left who can manage people and roles", {
          path: "permissions",
        });
    }
  }

  return {
    of: read,

    async held(tx, tenant) {
      await holdRoles(tx, tenant);
      return openTenantRoles(tx, await keyring.vault(tenant), tenant);
    },

    async put(caller, id, definition, expected) {
      await store(caller, id, { definition, expected, removed: false }, (roles, people) =>
        expectSuitable(caller, id, definition, { roles, people }),
      );
      const stored = (await read(caller.tenant)).get(id);
      if (stored === undefined) throw unknownRole();
      return stored;
    },

    async remove(caller, id, expected) {
      const roles = await read(caller.tenant);
      const before = roles.get(id);
      if (before === undefined || before.revision === 0) throw unknownRole();
      const template = isBuiltInRole(id) ? definitionOf(templates[id]) : undefined;
      const definition = template ?? before.definition;
      await store(caller, id, { definition, expected, removed: true }, (now, people) => {
        expectOthersRole(caller, id);
        if (template === undefined) {
          if ((people.get(id) ?? 0) > 0)
            throw new PolicyError("roles/in-use", "somebody has this role: give them another one first");
          return;
        }
        expectSuitable(caller, id, template, { roles: now, people });
      });
    },

    faultsOf: checkRole,

    async check(caller, id, definition) {
      const { tenant } = caller;
      const [roles, people] = await Promise.all([read(tenant), peopleByRole(tenant, db.tenant(tenant))]);
      expectSuitable(caller, id, definition, { roles, people });
    },
  };
}

function expectOthersRole(caller: Caller, id: RoleId): void {
  if (caller.role === id)
    throw new PolicyError("roles/own", "you can't change the role that you hold; ask somebody else who manages roles");
}

/** For the ledger: which parts changed, and which permissions came and went. */
function summaryOf(before: RoleDefinition | undefined, after: RoleDefinition, removed: boolean): string {
  if (removed) return "removed";
  if (before === undefined)
    return `made with ${after.scopes.length} scopes, ${after.permissions.join(", ") || "no permissions"}`;
  const parts = (Object.keys(after) as (keyof RoleDefinition)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  const added = after.permissions.filter((one) => !before.permissions.includes(one)).map((one) => `+${one}`);
  const gone = before.permissions.filter((one) => !after.permissions.includes(one)).map((one) => `-${one}`);
  return [parts.join(", ") || "nothing changed", ...added, ...gone].join(" ");
}

function unknownRole(): PolicyError {
  return new PolicyError("roles/unknown", "there is no such role of this organisation");
}

function changedMeanwhile(): PolicyError {
  return new PolicyError("roles/changed-meanwhile", "somebody changed this role meanwhile: look at it again");
}
