import type { ClinicArrangement, ClinicKind } from "../../../../../contract/index.ts";
import { say } from "../../words/index.ts";

/** "Physiotherapy, 60 minutes, 1 at a time, at Quay Street" */
export function kindText(
  { name, minutes, capacity, branchIds, active }: ClinicKind,
  branches: ClinicArrangement["branches"],
): string {
  return [
    name,
    say("minutesLong", { minutes }),
    say("capacityIs", { capacity }),
    say("atPlaces", { places: placesText(branchIds, branches) }),
    ...(active ? [] : [say("notOfferedLower")]),
  ].join(", ");
}

export function placesText(ids: readonly string[], branches: ClinicArrangement["branches"]): string {
  if (ids.length === 0) return say("everyBranch");
  return branches.flatMap(({ id, name }) => (ids.includes(id) ? [name] : [])).join(", ");
}
