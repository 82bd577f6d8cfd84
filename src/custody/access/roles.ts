import { builtInRoles } from "./role-templates.ts";
import type { Facts } from "./facts.ts";
import type { Role, RoleId } from "./role.ts";

/** The first four built-in roles: an organisation has them from its first day. */
export const roleNames = ["administrator", "clinician", "front-desk", "auditor"] as const;
export type RoleName = (typeof roleNames)[number];

/** Every built-in role, by its name. */
export const builtInRoleIds = [
  ...roleNames,
  "therapist",
  "nurse",
  "care-assistant",
  "prescriber",
  "pharmacist",
  "biller",
  "owner",
  "privacy-officer",
  "patient",
  "family-member",
  "vendor",
] as const;
export type BuiltInRoleId = (typeof builtInRoleIds)[number];

/** The role of vendors' people: it opens nothing by itself. What they may read is approved one by one, for a ticket and a time. */
export const vendorRole: BuiltInRoleId = "vendor";

export const roles: Readonly<Record<BuiltInRoleId, Role>> = builtInRoles;

export function isBuiltInRole(role: RoleId): role is BuiltInRoleId {
  return Object.hasOwn(roles, role);
}

/** "as clinician of this organisation"; undefined for callers without a role. */
export function asRole({ role, roleInSentence }: Pick<Facts, "role" | "roleInSentence">): string | undefined {
  if (role === undefined) return undefined;
  const named = roleInSentence ?? (isBuiltInRole(role) ? roles[role].inSentence : role);
  return `as ${named} of this organisation`;
}
