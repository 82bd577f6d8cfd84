import { type Role, type RoleId, isBuiltInRole, roleNames, roles } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { RoutePorts } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/** The role, as this organisation has it. */
export async function roleOf(
  { policy }: Pick<RoutePorts, "policy">,
  tenant: TenantId,
  id: RoleId,
): Promise<Role | undefined> {
  if (policy !== undefined) return policy.roleOf(tenant, id);
  return isBuiltInRole(id) ? roles[id] : undefined;
}

/** Every role that people of this organisation can hold. */
export async function rolesOf(
  { policy }: Pick<RoutePorts, "policy">,
  tenant: TenantId,
): Promise<readonly { readonly id: RoleId; readonly role: Role }[]> {
  if (policy !== undefined) return (await policy.roles.of(tenant)).all();
  return roleNames.map((id) => ({ id, role: roles[id] }));
}

/** @throws Refusal 422 `people/unknown-role` when there is none of this id */
export async function refuseUnknownRole(
  ports: Pick<RoutePorts, "policy">,
  tenant: TenantId,
  id: RoleId,
): Promise<void> {
  if ((await roleOf(ports, tenant, id)) === undefined)
    throw new Refusal(422, "people/unknown-role", "There is no such role. Choose one of the list.", { path: "role" });
}
