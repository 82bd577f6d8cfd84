import type { StoredRoleRow } from "../../../../../contract/index.ts";
import { say } from "./words/index.ts";

/** Who a role is for: it orders a long list. */
export function roleShelves(roles: readonly StoredRoleRow[]): readonly {
  readonly title: string;
  readonly roles: readonly StoredRoleRow[];
}[] {
  const shelf = (id: string, builtIn: boolean): string => {
    if (!builtIn) return say("yourOwnRole");
    if (care.has(id)) return say("care");
    return outside.has(id) ? say("outsiders") : say("running");
  };
  const titles = [say("yourOwnRole"), say("care"), say("running"), say("outsiders")];
  return titles
    .map((title) => ({ title, roles: roles.filter(({ id, builtIn }) => shelf(id, builtIn) === title) }))
    .filter((one) => one.roles.length > 0);
}

const care = new Set(["clinician", "therapist", "nurse", "care-assistant", "prescriber", "pharmacist"]);
const outside = new Set(["patient", "family-member", "vendor"]);

/** `ward-nurse` for Ward nurse. */
export function roleIdOf(label: string): string {
  return label
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-$/g, "")
    .slice(0, 40)
    .replace(/-$/, "");
}
