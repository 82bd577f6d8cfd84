import type { ResourceType } from "../../../foundation/fhir/index.ts";
import { type Caller, speaksOf } from "../../../custody/access/index.ts";
import type { SensitivityCode, StoredRole } from "../../../custody/policy/index.ts";

/** Whether people of a role see what is labelled so, of this type or of any.
 *  It says nothing of reach and consent, which differ from patient to patient. */
export function isRoleCleared({ role }: StoredRole, code: SensitivityCode, type: ResourceType | undefined): boolean {
  const { clearances, scopes } = role;
  if (clearances !== undefined && !clearances.includes(code)) return false;
  return scopes.some(
    ({ type: of, permissions }) => /[rs]/.test(permissions) && (type === undefined || speaksOf(of, type)),
  );
}

/** Whether the caller is, in an emergency of theirs too. For which patient is the chart's to ask. */
export function isCleared({ clearances, standing }: Caller, code: SensitivityCode): boolean {
  if (clearances === undefined || clearances.includes(code)) return true;
  const grants = standing?.brokenGlass() ?? [];
  return grants.some((grant) => grant.clearances === undefined || grant.clearances.includes(code));
}
