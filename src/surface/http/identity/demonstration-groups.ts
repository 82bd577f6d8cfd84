import type { DemonstrationPeople } from "../../../../contract/index.ts";
import type { BuiltInRoleId, Role, RoleId } from "../../../custody/access/index.ts";

type Told = DemonstrationPeople["people"][number];

const kinds: readonly (readonly [label: string, roles: readonly BuiltInRoleId[]])[] = [
  ["Giving care", ["clinician", "therapist", "prescriber", "nurse", "care-assistant", "pharmacist"]],
  ["At the desk", ["front-desk", "biller"]],
  ["Running the house", ["administrator", "owner", "vendor"]],
  ["Watching over it", ["auditor", "privacy-officer"]],
  ["Being cared for", ["patient", "family-member"]],
];
const listed: ReadonlySet<RoleId> = new Set(kinds.flatMap(([, roles]) => roles));

/** People by kind, and within it by role; whoever holds a role of the organisation's own making comes last. */
export function groupsOf(
  people: readonly Told[],
  roles: ReadonlyMap<RoleId, Pick<Role, "label" | "summary">>,
): DemonstrationPeople["groups"] {
  const row = (person: Told) => {
    const { label: roleLabel = person.role, summary = "" } = roles.get(person.role) ?? {};
    return { ...person, roleLabel, summary };
  };
  const groups = kinds.map(([label, ids]) => ({
    label,
    people: ids.flatMap((id) => people.filter(({ role }) => role === id)).map(row),
  }));
  const others = { label: "Others", people: people.filter(({ role }) => !listed.has(role)).map(row) };
  return [...groups, others].filter((group) => group.people.length > 0);
}
