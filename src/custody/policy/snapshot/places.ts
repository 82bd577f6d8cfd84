import type { FacilityId } from "../../access/index.ts";

/** How facilities lie in each other: a bed in a room, in a ward, in a building, run by an organisation that is part of another. */
export interface Places {
  put(facility: FacilityId, within: readonly FacilityId[] | undefined): void;
  /** The facility and all that it lies in. */
  around(facility: FacilityId): readonly FacilityId[];
  /** The facility and all that lie in it. */
  inside(facility: FacilityId): readonly FacilityId[];
}

export function createPlaces(): Places {
  const outward = new Map<FacilityId, readonly FacilityId[]>();
  let inward: Map<FacilityId, FacilityId[]> | undefined;
  const remembered = {
    around: new Map<FacilityId, readonly FacilityId[]>(),
    inside: new Map<FacilityId, readonly FacilityId[]>(),
  };

  function reversed(): Map<FacilityId, FacilityId[]> {
    if (inward !== undefined) return inward;
    inward = new Map();
    for (const [facility, within] of outward) {
      for (const outer of within) {
        const inner = inward.get(outer);
        if (inner === undefined) inward.set(outer, [facility]);
        else inner.push(facility);
      }
    }
    return inward;
  }

  function reach(
    from: FacilityId,
    edges: ReadonlyMap<FacilityId, readonly FacilityId[]>,
    memory: Map<FacilityId, readonly FacilityId[]>,
  ): readonly FacilityId[] {
    const known = memory.get(from);
    if (known !== undefined) return known;
    // A set grows while it is walked; a circle of places ends where it began.
    const found = new Set([from]);
    for (const facility of found) for (const next of edges.get(facility) ?? []) found.add(next);
    const list = [...found];
    memory.set(from, list);
    return list;
  }

  return {
    put(facility, within) {
      if (within === undefined || within.length === 0) outward.delete(facility);
      else outward.set(facility, within);
      inward = undefined;
      remembered.around.clear();
      remembered.inside.clear();
    },
    around: (facility) => reach(facility, outward, remembered.around),
    inside: (facility) => reach(facility, reversed(), remembered.inside),
  };
}
