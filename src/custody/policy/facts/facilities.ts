import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { FacilityId } from "../../access/index.ts";
import type { Stay } from "../claims/claims.ts";
import type { Places } from "../snapshot/places.ts";
import type { TenantSnapshot } from "../snapshot/tenant-snapshot.ts";
import { holdsAt } from "../stretch.ts";

const nowhere: readonly FacilityId[] = [];

/** Every facility where a patient is or belongs, and those around them. */
export function facilitiesOfStays(places: Places, stays: readonly Stay[], at: number): readonly FacilityId[] {
  const [first, ...more] = stays;
  if (first === undefined) return nowhere;
  if (more.length === 0) return holdsAt(first, at) ? places.around(first.facility) : nowhere;
  const found = new Set<FacilityId>();
  for (const stay of stays)
    if (holdsAt(stay, at)) for (const facility of places.around(stay.facility)) found.add(facility);
  return [...found];
}

/** As the records say it; where they are silent, as it was noted when the patient was registered. */
export function facilitiesOf(snapshot: TenantSnapshot, patient: ResourceId, at: number): readonly FacilityId[] {
  const stays = snapshot.staysOf(patient);
  return stays.length === 0 ? snapshot.placedAt(patient) : facilitiesOfStays(snapshot.places, stays, at);
}
