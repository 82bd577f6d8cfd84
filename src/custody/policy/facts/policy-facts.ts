import type { Clock, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type {
  BreakGlassGrant,
  Facts,
  FacilityId,
  Permission,
  Purpose,
  Restrictions,
  Role,
  RoleId,
  Scope,
  Standing,
} from "../../access/index.ts";
import { noPermissions, vendorRole } from "../../access/index.ts";
import { PolicyError } from "../policy-error.ts";
import type { TenantRoles } from "../roles/stored-role.ts";
import type { PolicySettings } from "../settings.ts";
import type { Known } from "../snapshot/snapshots.ts";
import type { SourcedMembership, SourcedTie, TenantSnapshot } from "../snapshot/tenant-snapshot.ts";
import { holdsAt } from "../stretch.ts";
import { insideAll, standingOf } from "./standing.ts";

/** Somebody may act beyond their role for a while. */
export interface HeldBreakGlass extends BreakGlassGrant {
  readonly person: string;
}

export interface VendorGrant {
  readonly person: string;
  readonly scopes: readonly Scope[];
  readonly from: number;
  readonly until: number;
}

/** Somebody's authority to act for a patient was proven. It counts while the record ties its RelatedPerson to the patient as well. */
export interface ProxyGrant {
  readonly id: string;
  readonly person: string;
  readonly patient: ResourceId;
  /** Id of the RelatedPerson. */
  readonly relatedPerson: string;
  /** `ordinary`: without what sensitivity labels hide. */
  readonly extent: "ordinary" | "whole";
  readonly from: number;
  readonly until: number;
}

export interface Grants {
  readonly breakGlass: readonly HeldBreakGlass[];
  readonly vendors: readonly VendorGrant[];
  readonly proxies: readonly ProxyGrant[];
  readonly restrictions?: Restrictions | undefined;
}

/** What changes with an organisation's epoch. */
export interface TenantPolicy {
  readonly roles: TenantRoles;
  readonly settings: PolicySettings;
  readonly grants: Grants;
}

/** What is proven of a caller before policy is asked. */
export interface Basics {
  readonly tenant: TenantId;
  readonly kind: "person" | "client";
  /** A person's UUID, or a client's id. */
  readonly id: string;
  readonly role?: RoleId | undefined;
  /** What for; absent: what the role starts with. */
  readonly purpose?: Purpose | undefined;
  /** FHIR references that the profile holds: Practitioner/…, Patient/…, RelatedPerson/…. */
  readonly references?: readonly string[] | undefined;
  /** Facilities that the person is confined to; absent or empty: none in particular. */
  readonly facilities?: readonly FacilityId[] | undefined;
  /** The patient in context: a launch's, or whom a family member chose. */
  readonly patient?: ResourceId | undefined;
}

/** The part of a caller that policy knows: spread it into the `Caller`. */
export interface PolicyFacts
  extends Pick<
    Facts,
    | "role"
    | "roleInSentence"
    | "approved"
    | "purpose"
    | "purposes"
    | "references"
    | "reach"
    | "facilities"
    | "fieldRules"
    | "clearances"
    | "patient"
    | "standing"
  > {
  readonly standing: Standing;
  /** Of the role; empty for a client, whose scopes are its token's. */
  readonly scopes: readonly Scope[];
  readonly permissions: ReadonlySet<Permission>;
}

const noScopes: readonly Scope[] = [];
const noReferences: readonly string[] = [];
const noFacilities: readonly FacilityId[] = [];
const noVendors: readonly VendorGrant[] = [];
const noProxies: readonly ProxyGrant[] = [];
const noneSensitive: readonly string[] = [];

/** What policy says of a caller now. @throws PolicyError `policy/purpose-not-allowed` */
export function factsOf(
  { snapshot, more }: Known<TenantPolicy>,
  basics: Basics,
  now: Clock,
  unsaved?: Role,
): { readonly facts: PolicyFacts; readonly until: number } {
  const at = now();
  const role = basics.kind === "person" ? (unsaved ?? roleIn(more.roles, basics.role)) : undefined;
  // A family member acts for a patient and is none. For whom, a proven authority alone says: never their profile, nor the record.
  const isFamily = role?.purposes.includes("FAMRQT") === true;
  const proxies = isFamily ? more.grants.proxies.filter(({ person }) => person === basics.id) : noProxies;
  const named = [
    ...(basics.references ?? noReferences).filter(
      (reference) => !reference.startsWith("RelatedPerson/") && !(isFamily && reference.startsWith("Patient/")),
    ),
    ...proxies.map(({ relatedPerson }) => `RelatedPerson/${relatedPerson}`),
  ];
  const memberships = named.flatMap((reference) => snapshot.membershipsOf(reference));
  const current = memberships.filter((membership) => holdsAt(membership, at));
  const workplaces = placesOf(current, basics.facilities);
  const self = onlyPatient(named);
  const vendors =
    basics.role === vendorRole ? more.grants.vendors.filter(({ person }) => person === basics.id) : noVendors;
  const standing = standingOf({
    snapshot,
    settings: more.settings,
    now,
    holders: [...named, ...current.flatMap(({ references }) => references)],
    self,
    memberships: current,
    workplaces: insideAll(snapshot, workplaces),
    proxies,
    restrictions: more.grants.restrictions,
    grants: basics.kind === "person" ? more.grants.breakGlass.filter(({ person }) => person === basics.id) : [],
  });
  const { references, teams } = referencesOf(snapshot, named, current, at);
  const until = nextChange([...memberships, ...vendors, ...teams, ...proxies], at);
  const common = { references, standing, patient: basics.patient };
  if (basics.kind === "client") {
    const facts = { ...common, purpose: basics.purpose, scopes: noScopes, permissions: noPermissions };
    return { until, facts };
  }
  const open = vendors.filter((grant) => holdsAt(grant, at));
  const patient = patientFor(role, basics.patient, self, standing, at);
  const approved = role === undefined || open.length === 0 ? undefined : open.flatMap((grant) => grant.scopes);
  const scopes = approved === undefined ? (role?.scopes ?? noScopes) : [...(role?.scopes ?? noScopes), ...approved];
  return {
    until,
    facts: {
      ...common,
      role: basics.role,
      roleInSentence: role?.inSentence,
      scopes,
      approved,
      permissions: role?.permissions ?? noPermissions,
      purpose: role === undefined ? basics.purpose : purposeOf(role, basics.purpose),
      purposes: role?.purposes,
      reach: role?.reach,
      facilities: facilitiesFor(role, basics.facilities, workplaces),
      fieldRules: role?.fieldRules,
      clearances:
        isFamily && role.reach === "patient" ? clearancesFor(proxies, standing, patient, at) : role?.clearances,
      patient,
    },
  };
}

function roleIn(roles: TenantRoles, id: RoleId | undefined): Role | undefined {
  return id === undefined ? undefined : roles.get(id)?.role;
}

function purposeOf(role: Role, asked: Purpose | undefined): Purpose {
  if (asked === undefined) return role.purposes[0];
  if (role.purposes.includes(asked)) return asked;
  throw new PolicyError("policy/purpose-not-allowed", "your role may not act for this purpose", { path: "purpose" });
}

/** What confines somebody comes before where they are said to work. */
function placesOf(
  memberships: readonly SourcedMembership[],
  confined: readonly FacilityId[] | undefined,
): readonly FacilityId[] {
  if (confined !== undefined && confined.length > 0) return confined;
  return [...new Set(memberships.flatMap(({ facilities }) => facilities))];
}

function facilitiesFor(
  role: Role | undefined,
  confined: readonly FacilityId[] | undefined,
  workplaces: readonly FacilityId[],
): readonly FacilityId[] | undefined {
  if (confined !== undefined && confined.length > 0) return confined;
  if (role?.reach !== "facility") return undefined;
  return workplaces.length === 0 ? noFacilities : workplaces;
}

/** Whose record a patient or family member sees: their own, or that of somebody for whom they may act now. */
function patientFor(
  role: Role | undefined,
  chosen: ResourceId | undefined,
  self: ResourceId | undefined,
  standing: Standing,
  at: number,
): ResourceId | undefined {
  if (role?.reach !== "patient") return chosen;
  const related = standing
    .relatedPatients()
    .filter(
      (patient) =>
        patient === self ||
        standing.relationsTo(patient).some((relation) => relation.kind === "related-person" && holdsAt(relation, at)),
    );
  if (chosen !== undefined) return related.includes(chosen) ? chosen : undefined;
  if (self !== undefined) return self;
  const [only, ...more] = related;
  return more.length === 0 ? only : undefined;
}

/** Of a proxy: what the authority in force says, whatever the role would let them see. The record has to agree to that one too. */
function clearancesFor(
  proxies: readonly ProxyGrant[],
  standing: Standing,
  patient: ResourceId | undefined,
  at: number,
): readonly string[] | undefined {
  if (patient === undefined) return noneSensitive;
  const sources = new Set(
    standing.relationsTo(patient).flatMap((relation) => (holdsAt(relation, at) ? [relation.source] : [])),
  );
  const isWhole = proxies.some(
    (proxy) =>
      proxy.patient === patient && proxy.extent === "whole" && sources.has(`RelatedPerson/${proxy.relatedPerson}`),
  );
  return isWhole ? undefined : noneSensitive;
}

function onlyPatient(references: readonly string[]): ResourceId | undefined {
  const own = references.filter((reference) => reference.startsWith("Patient/"));
  return own.length === 1 ? (own[0]?.slice("Patient/".length) as ResourceId) : undefined;
}

/** All names by which a consent may speak of the caller, and the teams that some of them come from, now or at another time. */
function referencesOf(
  snapshot: TenantSnapshot,
  named: readonly string[],
  memberships: readonly SourcedMembership[],
  at: number,
): { readonly references: readonly string[]; readonly teams: readonly SourcedTie[] } {
  const references = new Set(named);
  const teams: SourcedTie[] = [];
  for (const membership of memberships) {
    for (const reference of membership.references) references.add(reference);
    for (const facility of membership.facilities)
      for (const around of snapshot.places.around(facility)) {
        references.add(`Organization/${around}`);
        references.add(`Location/${around}`);
      }
  }
  // The set grows while it is walked; what is added ties nobody further.
  for (const reference of references)
    for (const ties of snapshot.tiesOf(reference).values())
      for (const tie of ties) {
        if (tie.kind !== "care-team") continue;
        teams.push(tie);
        if (holdsAt(tie, at)) references.add(tie.source);
      }
  return { references: [...references], teams };
}

const longest = 60_000;

/** When what was said may be otherwise without anything being written. */
function nextChange(
  stretches: readonly { readonly from?: number | undefined; readonly until?: number | undefined }[],
  at: number,
): number {
  let next = at + longest;
  for (const { from, until } of stretches)
    for (const moment of [from, until]) if (moment !== undefined && moment > at && moment < next) next = moment;
  return next;
}
