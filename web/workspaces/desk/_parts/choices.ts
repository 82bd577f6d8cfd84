import type { ClinicPlaces } from "../../../../contract/index.ts";

type Choice = { readonly value: string; readonly label: string };

/** What is offered at a branch. */
export function kindsAt({ kinds }: ClinicPlaces, branch: string): Choice[] {
  return kinds
    .filter(({ active, branchIds }) => active && (branchIds.length === 0 || branchIds.includes(branch)))
    .map(({ id, name, minutes, capacity }) => ({
      value: id,
      label: `${name}, ${minutes} min${capacity > 1 ? `, up to ${capacity}` : ""}`,
    }));
}

/** Who works at a branch and does what is asked for. */
export function therapistsAt({ therapists }: ClinicPlaces, branch: string, kind: string): Choice[] {
  return therapists
    .filter(({ at }) =>
      at.some(
        ({ branchId, kindIds }) =>
          (branchId === undefined || branchId === branch) &&
          (kind === "" || kindIds.length === 0 || kindIds.includes(kind)),
      ),
    )
    .map(({ id, name }) => ({ value: id, label: name }));
}

export function roomsAt({ rooms }: ClinicPlaces, branch: string): Choice[] {
  return rooms.filter(({ branchId }) => branchId === branch).map(({ id, name }) => ({ value: id, label: name }));
}
