import type { Clock, ResourceId } from "../../../foundation/kernel/index.ts";
import type { BreakGlassGrant, FacilityId, Relation, Restrictions, Standing, Stretch } from "../../access/index.ts";
import { labelsCalledFor } from "../labels/labels-called-for.ts";
import { shiftAt } from "../claims/weekly-time.ts";
import type { PolicySettings } from "../settings.ts";
import type { SourcedMembership, SourcedStay, SourcedTie, TenantSnapshot } from "../snapshot/tenant-snapshot.ts";
import { holdsAt, isOver } from "../stretch.ts";
import { facilitiesOf } from "./facilities.ts";
import type { ProxyGrant } from "./policy-facts.ts";

export interface StandingParts {
  readonly snapshot: TenantSnapshot;
  readonly settings: PolicySettings;
  readonly now: Clock;
  /** References by which records tie the caller to patients. */
  readonly holders: readonly string[];
  /** The caller's own record, where the caller is a patient. */
  readonly self: ResourceId | undefined;
  readonly memberships: readonly SourcedMembership[];
  /** Where the caller works, and everything inside. */
  readonly workplaces: ReadonlySet<FacilityId>;
  /** Whom the caller may act for; a RelatedPerson ties nobody without one of these. */
  readonly proxies: readonly ProxyGrant[];
  readonly restrictions: Restrictions | undefined;
  readonly grants: readonly BreakGlassGrant[];
}

const day = 86_400_000;
const nothing: readonly never[] = [];

/** The snapshot as one caller stands to it. It looks at the snapshot itself: what is written shows at once. */
export function standingOf(parts: StandingParts): Standing {
  const { snapshot, settings, now, holders, self, memberships, workplaces, proxies, restrictions, grants } = parts;
  const ownRelation: Relation = { kind: "self" };
  // One object for each tie: explanations are remembered by it.
  const relations = new WeakMap<SourcedTie | SourcedStay, Relation>();
  const shifts = shiftsOf(memberships, settings.timeZone, now);

  function relationOf(tie: SourcedTie): Relation {
    const known = relations.get(tie);
    if (known !== undefined) return known;
    const window = tie.kind === "related-person" ? provenOf(tie, proxies) : windowOf(tie, settings);
    const made = { kind: tie.kind, source: tie.source, ...window };
    relations.set(tie, made);
    return made;
  }

  function admissionOf(stay: SourcedStay): Relation {
    const known = relations.get(stay);
    if (known !== undefined) return known;
    const made: Relation = { kind: "admission", source: stay.source, from: stay.from, until: stay.until };
    relations.set(stay, made);
    return made;
  }

  function relationsTo(patient: ResourceId): readonly Relation[] {
    const found: Relation[] = [];
    if (patient === self) found.push(ownRelation);
    for (const holder of holders)
      for (const tie of snapshot.tiesOf(holder).get(patient) ?? nothing) found.push(relationOf(tie));
    if (workplaces.size === 0 && memberships.length === 0) return found;
    for (const stay of snapshot.staysOf(patient)) {
      if (stay.kind !== "stays") continue;
      if (workplaces.has(stay.facility)) found.push(admissionOf(stay));
      if (!holdsAt(stay, now())) continue;
      for (const { relation, places } of shifts()) if (places(snapshot).has(stay.facility)) found.push(relation);
    }
    return found;
  }

  return {
    relationsTo,
    relatedPatients() {
      const at = now();
      const found = new Set<ResourceId>();
      if (self !== undefined) found.add(self);
      for (const holder of holders) {
        for (const [patient, ties] of snapshot.tiesOf(holder))
          if (ties.some((tie) => !isOver(relationOf(tie), at))) found.add(patient);
      }
      for (const facility of workplaces) for (const patient of snapshot.stayingAt(facility)) found.add(patient);
      for (const { places } of shifts())
        for (const facility of places(snapshot)) for (const patient of snapshot.stayingAt(facility)) found.add(patient);
      return [...found];
    },
    consentsOf: (patient) => snapshot.consentsOf(patient),
    breakGlassOn: (patient) => grants.find((grant) => grant.patient === patient && holdsAt(grant, now())),
    brokenGlass: () => grants.filter((grant) => !isOver(grant, now())),
    facilitiesOf: (patient) => facilitiesOf(snapshot, patient, now()),
    around: (facility) => snapshot.places.around(facility),
    restrictions,
    labelsCalledFor,
  };
}

const never: Stretch = { from: 0, until: 0 };

/** While both the record and a proven authority say so. */
function provenOf(
  { holder, patient, from = -Infinity, until = Infinity }: SourcedTie,
  proxies: readonly ProxyGrant[],
): Stretch {
  const proxy = proxies.find((one) => `RelatedPerson/${one.relatedPerson}` === holder && one.patient === patient);
  return proxy === undefined ? never : { from: Math.max(from, proxy.from), until: Math.min(until, proxy.until) };
}

function windowOf(tie: SourcedTie, settings: PolicySettings): Stretch {
  const { kind, from, until } = tie;
  if (kind !== "appointment" || from === undefined || until === undefined) return { from, until };
  return { from: from - settings.daysBeforeAppointment * day, until: until + settings.daysAfterAppointment * day };
}

interface Shift {
  readonly relation: Relation;
  /** The membership's places, with all inside them. */
  readonly places: (snapshot: TenantSnapshot) => ReadonlySet<FacilityId>;
}

const minute = 60_000;

/** The shifts under way, worked out at most once a minute. */
function shiftsOf(memberships: readonly SourcedMembership[], timeZone: string, now: Clock): () => readonly Shift[] {
  const onRota = memberships.filter(({ rota }) => rota.length > 0);
  if (onRota.length === 0) return () => nothing;
  let minuteOfShifts = Number.NaN;
  let shifts: readonly Shift[] = nothing;
  return () => {
    const at = now();
    const current = Math.floor(at / minute);
    if (current === minuteOfShifts) return shifts;
    minuteOfShifts = current;
    shifts = onRota.flatMap(({ rota, away, facilities, source }): Shift[] => {
      const stretch = away.some((absence) => holdsAt(absence, at)) ? undefined : shiftAt(rota, at, timeZone);
      if (stretch === undefined) return [];
      return [
        { relation: { kind: "on-shift", source, ...stretch }, places: (snapshot) => insideAll(snapshot, facilities) },
      ];
    });
    return shifts;
  };
}

export function insideAll(snapshot: TenantSnapshot, facilities: readonly FacilityId[]): ReadonlySet<FacilityId> {
  const found = new Set<FacilityId>();
  for (const facility of facilities) for (const inner of snapshot.places.inside(facility)) found.add(inner);
  return found;
}
