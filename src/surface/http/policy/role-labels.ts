import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { PolicyRoutesPorts } from "./ports.ts";

/** Labels of roles, by id. */
export type RoleLabels = ReadonlyMap<string, string>;

export async function roleLabels({ policy }: Pick<PolicyRoutesPorts, "policy">, tenant: TenantId): Promise<RoleLabels> {
  const roles = (await policy.roles.of(tenant)).all();
  return new Map(roles.map(({ id, definition }) => [id, definition.label]));
}
