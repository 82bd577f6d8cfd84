import type { ClinicArrangement, ClinicKind } from "../../../../../contract/index.ts";

/** "Physiotherapy, 60 minutes, 1 at a time, at Quay Street" */
export function kindText(
  { name, minutes, capacity, branchIds, active }: ClinicKind,
  branches: ClinicArrangement["branches"],
): string {
  return [
    name,
    `${minutes} minutes`,
    `${capacity} at a time`,
    `at ${placesText(branchIds, branches)}`,
    ...(active ? [] : ["not offered"]),
  ].join(", ");
}

export function placesText(ids: readonly string[], branches: ClinicArrangement["branches"]): string {
  if (ids.length === 0) return "every branch";
  return branches.flatMap(({ id, name }) => (ids.includes(id) ? [name] : [])).join(", ");
}
