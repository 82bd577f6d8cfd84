import type { ClinicPlaces } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

type Choice = { readonly value: string; readonly label: string };

function offeredAt({ kinds }: ClinicPlaces, branch: string): ClinicPlaces["kinds"] {
  return kinds.filter(({ active, branchIds }) => active && (branchIds.length === 0 || branchIds.includes(branch)));
}

/** What is offered at a branch. */
export function kindsAt(places: ClinicPlaces, branch: string): Choice[] {
  return offeredAt(places, branch).map(({ id, name, minutes, capacity }) => ({
    value: id,
    label: capacity > 1 ? say("kindUpTo", { name, minutes, capacity }) : say("kind", { name, minutes }),
  }));
}

/** Who works at a branch and does what is asked for; and who is chosen already, whatever they do. */
export function therapistsAt({ therapists }: ClinicPlaces, branch: string, kind: string, chosen = ""): Choice[] {
  return therapists
    .filter((one) => one.id === chosen || doesAt(one, branch, kind))
    .map(({ id, name }) => ({ value: id, label: name }));
}

function doesAt({ at }: ClinicPlaces["therapists"][number], branch: string, kind: string): boolean {
  return at.some(
    ({ branchId, kindIds }) =>
      (branchId === undefined || branchId === branch) &&
      (kind === "" || kindIds.length === 0 || kindIds.includes(kind)),
  );
}

/** What somebody is usually booked for: the first that a therapist does, or that the branch offers. */
export function usualKind(places: ClinicPlaces, branch: string, therapist: string | undefined): string {
  const kinds = offeredAt(places, branch).map(({ id }) => id);
  const found = places.therapists.find(({ id }) => id === therapist);
  const theirs = found?.at.flatMap(({ kindIds }) => kindIds).find((kind) => kinds.includes(kind));
  return theirs ?? kinds[0] ?? "";
}

export function roomsAt({ rooms }: ClinicPlaces, branch: string): Choice[] {
  return rooms.filter(({ branchId }) => branchId === branch).map(({ id, name }) => ({ value: id, label: name }));
}
