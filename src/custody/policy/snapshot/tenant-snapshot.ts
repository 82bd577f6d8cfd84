import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { ConsentRule, FacilityId } from "../../access/index.ts";
import type { Claims, Membership, Stay, Tie } from "../claims/claims.ts";
import { type ClaimingType, claimsOf } from "../claims/claims-of.ts";
import type { ConsentFault } from "../consents/fault.ts";
import { type Places, createPlaces } from "./places.ts";
import { sourced } from "./sourced.ts";

export type SourcedTie = Tie & { readonly source: string };
export type SourcedStay = Stay & { readonly source: string };
export type SourcedMembership = Membership & { readonly source: string };

export interface FaultyConsent {
  readonly consent: string;
  readonly patient: ResourceId | undefined;
  readonly faults: readonly ConsentFault[];
}

/** All that an organisation's resources say about who may see whom, in memory. */
export interface TenantSnapshot {
  /** Whose days the days in what is taken in are. */
  readonly timeZone: string;
  /** Takes in a version, unless it is older than what is known. `resource` undefined: deleted. */
  put(version: VersionPut): void;
  versionOf(id: ResourceId): number | undefined;
  /** Counts up whenever somebody's memberships, or how places lie, may have changed. */
  membershipRevision(): number;
  readonly places: Places;
  membershipsOf(practitioner: string): readonly SourcedMembership[];
  /** Every patient that a holder is tied to, with the ties. */
  tiesOf(holder: string): ReadonlyMap<ResourceId, readonly SourcedTie[]>;
  staysOf(patient: ResourceId): readonly SourcedStay[];
  /** Patients of whose stays the resource speaks. */
  patientsStayingBy(id: ResourceId): readonly ResourceId[];
  /** Where a patient is known of whose stays the records don't speak. */
  placedAt(patient: ResourceId): readonly FacilityId[];
  place(patient: ResourceId, facilities: readonly FacilityId[]): void;
  /** Patients who stay at exactly this facility. */
  stayingAt(facility: FacilityId): ReadonlySet<ResourceId>;
  consentsOf(patient: ResourceId): readonly ConsentRule[];
  faultyConsents(): readonly FaultyConsent[];
  nameOf(facility: FacilityId): string | undefined;
  patients(): Iterable<ResourceId>;
  readonly size: () => SnapshotSize;
}

export interface VersionPut {
  readonly type: ClaimingType;
  readonly id: ResourceId;
  readonly version: number;
  readonly resource: FhirResource | undefined;
}

export interface SnapshotSize {
  readonly resources: number;
  readonly consents: number;
  readonly ties: number;
}

interface Known {
  readonly version: number;
  readonly type: ClaimingType;
  readonly claims: Claims;
}

const noTies: ReadonlyMap<ResourceId, readonly SourcedTie[]> = new Map();
const nobody: ReadonlySet<ResourceId> = new Set();
const nowhere: readonly FacilityId[] = [];

export function createTenantSnapshot(timeZone: string): TenantSnapshot {
  const known = new Map<ResourceId, Known>();
  const ties = new Map<string, Map<ResourceId, readonly SourcedTie[]>>();
  const stays = sourced<SourcedStay>();
  const staying = new Map<FacilityId, Map<ResourceId, number>>();
  const memberships = sourced<SourcedMembership>();
  const consents = sourced<readonly ConsentRule[]>();
  const flattened = new Map<ResourceId, readonly ConsentRule[]>();
  const faulty = new Map<ResourceId, FaultyConsent>();
  const names = new Map<FacilityId, string>();
  const places = createPlaces();
  const placed = new Map<ResourceId, readonly FacilityId[]>();
  let tieCount = 0;
  let consentCount = 0;
  let revision = 0;

  function tie(one: SourcedTie): void {
    const patients = ties.get(one.holder) ?? new Map<ResourceId, readonly SourcedTie[]>();
    ties.set(one.holder, patients);
    patients.set(one.patient, [...(patients.get(one.patient) ?? []), one]);
    tieCount += 1;
  }

  function untie({ holder, patient }: Tie, source: string): void {
    const patients = ties.get(holder);
    const before = patients?.get(patient) ?? [];
    const kept = before.filter((one) => one.source !== source);
    tieCount -= before.length - kept.length;
    if (kept.length > 0) patients?.set(patient, kept);
    else if (patients?.delete(patient) === true && patients.size === 0) ties.delete(holder);
  }

  function count(facility: FacilityId, patient: ResourceId, by: 1 | -1): void {
    const patients = staying.get(facility) ?? new Map<ResourceId, number>();
    const next = (patients.get(patient) ?? 0) + by;
    if (next > 0) patients.set(patient, next);
    else patients.delete(patient);
    if (patients.size > 0) staying.set(facility, patients);
    else staying.delete(facility);
  }

  function takeOut(id: ResourceId, { type, claims }: Known): void {
    const source = `${type}/${id}`;
    for (const one of claims.ties ?? []) untie(one, source);
    for (const one of claims.stays ?? []) {
      stays.remove(one.patient, source);
      if (one.kind === "stays") count(one.facility, one.patient, -1);
    }
    if (claims.membership !== undefined) memberships.remove(claims.membership.practitioner, source);
    const patient = claims.consent?.patient;
    if (patient !== undefined) {
      consents.remove(patient, source);
      flattened.delete(patient);
      consentCount -= 1;
    }
    faulty.delete(id);
    names.delete(id);
  }

  function putIn(id: ResourceId, type: ClaimingType, claims: Claims): void {
    const source = `${type}/${id}`;
    for (const one of claims.ties ?? []) tie({ ...one, source });
    for (const one of claims.stays ?? []) {
      stays.add(one.patient, source, { ...one, source });
      if (one.kind === "stays") count(one.facility, one.patient, 1);
    }
    if (claims.membership !== undefined)
      memberships.add(claims.membership.practitioner, source, { ...claims.membership, source });
    if (claims.name !== undefined) names.set(id, claims.name);
    const { consent } = claims;
    if (consent === undefined) return;
    if (consent.patient !== undefined) {
      consents.add(consent.patient, source, consent.rules);
      flattened.delete(consent.patient);
      consentCount += 1;
    }
    if (consent.faults.length > 0)
      faulty.set(id, { consent: source, patient: consent.patient, faults: consent.faults });
  }

  return {
    timeZone,
    places,
    put({ type, id, version, resource }) {
      const before = known.get(id);
      if (before !== undefined && before.version >= version) return;
      if (before !== undefined) takeOut(id, before);
      const claims = resource === undefined ? {} : claimsOf(type, resource, timeZone);
      known.set(id, { version, type, claims });
      putIn(id, type, claims);
      if (type === "Organization" || type === "Location") places.put(id, claims.within);
      if (type === "PractitionerRole" || type === "Organization" || type === "Location" || type === "CareTeam")
        revision += 1;
      if (type === "Patient" && resource === undefined) placed.delete(id);
    },
    versionOf: (id) => known.get(id)?.version,
    membershipRevision: () => revision,
    membershipsOf: (practitioner) => memberships.get(practitioner),
    tiesOf: (holder) => ties.get(holder) ?? noTies,
    staysOf: (patient) => stays.get(patient),
    patientsStayingBy: (id) => (known.get(id)?.claims.stays ?? []).map(({ patient }) => patient),
    placedAt: (patient) => placed.get(patient) ?? nowhere,
    place: (patient, facilities) => void placed.set(patient, facilities),
    stayingAt(facility) {
      const patients = staying.get(facility);
      return patients === undefined ? nobody : new Set(patients.keys());
    },
    consentsOf(patient) {
      const rules = flattened.get(patient);
      if (rules !== undefined) return rules;
      const list = consents.get(patient).flat();
      if (list.length > 0) flattened.set(patient, list);
      return list;
    },
    faultyConsents: () => [...faulty.values()],
    nameOf: (facility) => names.get(facility),
    *patients() {
      for (const [id, { type }] of known) if (type === "Patient") yield id;
    },
    size: () => ({ resources: known.size, consents: consentCount, ties: tieCount }),
  };
}
