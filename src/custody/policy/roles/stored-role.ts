import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import { type Role, type RoleId, builtInRoleIds, isBuiltInRole, roles as templates } from "../../access/index.ts";
import type { TenantVault, VaultColumn } from "../../keyring/index.ts";
import { PolicyError } from "../policy-error.ts";
import { type RoleDefinition, definitionOf, roleOf } from "./role-definition.ts";
import { type RoleRow, readRoles } from "./role-table.ts";

/** A role of an organisation, as it is now. */
export interface StoredRole {
  readonly id: RoleId;
  readonly role: Role;
  readonly definition: RoleDefinition;
  /** 0: as it came. */
  readonly revision: number;
  readonly builtIn: boolean;
  /** Milliseconds since 1970; undefined: as it came. */
  readonly changedAt: number | undefined;
}

/** An organisation's roles: the built-in ones, as it changed them, and its own. */
export interface TenantRoles {
  get(id: RoleId): StoredRole | undefined;
  /** Built-in ones first, then its own by label. */
  all(): readonly StoredRole[];
  /** The newest revision of what was removed: its name may be used again. */
  revisionOf(id: RoleId): number;
}

const context = (role: RoleId, revision: number) => `role/${role}/${revision}`;

export const roleColumn: VaultColumn = {
  table: "tenant_role",
  column: "sealed",
  key: ["role", "revision"],
  contexts: ({ role, revision }: Pick<RoleRow, "role" | "revision">) => [context(role, revision)],
};

export function sealRole(vault: TenantVault, id: RoleId, revision: number, definition: RoleDefinition): Buffer {
  return vault.seal(context(id, revision), Buffer.from(JSON.stringify(definition)));
}

function openRole(vault: TenantVault, { role, revision, sealed }: RoleRow): RoleDefinition {
  try {
    return JSON.parse(vault.open(context(role, revision), sealed).toString()) as RoleDefinition;
  } catch (cause) {
    throw new PolicyError("roles/altered", "a stored role doesn't open: it was altered or moved", { cause });
  }
}

export async function openTenantRoles(db: Queryable, vault: TenantVault, tenant: TenantId): Promise<TenantRoles> {
  const rows = await readRoles(db, tenant);
  const revisions = new Map(rows.map(({ role, revision }) => [role, revision]));
  const stored = new Map<RoleId, StoredRole>(asTheyCame);
  for (const row of rows) {
    if (row.removed) continue;
    const definition = openRole(vault, row);
    stored.set(row.role, {
      id: row.role,
      role: roleOf(definition),
      definition,
      revision: row.revision,
      builtIn: isBuiltInRole(row.role),
      changedAt: row.changed_at,
    });
  }
  const own = [...stored.values()].filter(({ builtIn }) => !builtIn);
  own.sort((a, b) => a.definition.label.localeCompare(b.definition.label));
  const all = [...builtInRoleIds.flatMap((id) => stored.get(id) ?? []), ...own];
  return { get: (id) => stored.get(id), all: () => all, revisionOf: (id) => revisions.get(id) ?? 0 };
}

/** Made once: decisions remember what they worked out by the identity of a role's lists. */
const asTheyCame: ReadonlyMap<RoleId, StoredRole> = new Map(
  builtInRoleIds.map((id) => [
    id,
    {
      id,
      role: templates[id],
      definition: definitionOf(templates[id]),
      revision: 0,
      builtIn: true,
      changedAt: undefined,
    },
  ]),
);
