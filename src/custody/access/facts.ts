import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { ConsentRule } from "./consent-rule.ts";
import type { Purpose } from "./purpose.ts";
import type { RoleId } from "./role.ts";
import type { FieldRule } from "./field-rule.ts";
import type { Scope } from "./scope.ts";

/** Which patients' rows a role reaches before consent and clearances are asked:
 *  all of the organisation; those of the caller's facilities; those related to the caller; the one patient in context. */
export const reaches = ["organisation", "facility", "related", "patient"] as const;
export type Reach = (typeof reaches)[number];

/** A code of HL7 v3 ActCode's ActInformationSensitivityPolicy (PSY, SEX, ETH, SDV, HIV …), as `meta.security` carries it. */
export type Sensitivity = string;

/** UUID of the Organization or Location that a facility is. */
export type FacilityId = string;

/** Milliseconds since 1970, `from` included, `until` not; absent: open on that side. */
export interface Stretch {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export const relationKinds = [
  "self",
  "related-person",
  "general-practitioner",
  "care-team",
  "appointment",
  "admission",
  "on-shift",
  "consent",
] as const;
export type RelationKind = (typeof relationKinds)[number];

/** What ties the caller to a patient while it lasts. It grants reach, and it explains an access. */
export interface Relation extends Stretch {
  readonly kind: RelationKind;
  /** The resource that says so: `CareTeam/…`. */
  readonly source?: string | undefined;
}

/** That the caller may act beyond reach and consent, for one patient, for a while, for a reason that is reviewed. */
export interface BreakGlassGrant {
  readonly id: string;
  readonly patient: ResourceId;
  readonly from: number;
  readonly until: number;
  /** What for, in words that the patient reads: "emergency treatment". */
  readonly reason?: string | undefined;
  /** Sensitivities that the grant opens beside the caller's own clearances. Absent: all. */
  readonly clearances?: readonly Sensitivity[] | undefined;
}

/** What of a patient's record is restricted (GDPR, Article 18): kept, and used for next to nothing. */
export interface Restriction {
  /** Every record about the patient, also one that is written later. */
  readonly whole: boolean;
  readonly records: ReadonlySet<ResourceId>;
}

/** What an organisation keeps and doesn't use. */
export interface Restrictions {
  readonly of: ReadonlyMap<ResourceId, Restriction>;
  /** Records that tell of restricted ones and may be about nobody by themselves (signatures, files), with whose those are. */
  readonly along: ReadonlyMap<ResourceId, ResourceId>;
}

/** What is known about patients from the caller's point of view; already loaded, so that a decision never waits. */
export interface Standing {
  /** Relations between the caller and the patient. Whether they hold at this moment is the decision's to say. */
  relationsTo(patient: ResourceId): readonly Relation[];
  /** Patients with any relation to the caller. */
  relatedPatients(): readonly ResourceId[];
  /** Compiled consents of the patient that are in force; empty for most patients. */
  consentsOf(patient: ResourceId): readonly ConsentRule[];
  breakGlassOn(patient: ResourceId): BreakGlassGrant | undefined;
  /** All of the caller's grants that haven't ended. */
  brokenGlass(): readonly BreakGlassGrant[];
  facilitiesOf(patient: ResourceId): readonly FacilityId[];
  /** The facility and all that it lies in. Absent: nothing lies in anything. */
  around?(facility: FacilityId): readonly FacilityId[];
  /** Absent: nothing is restricted. */
  readonly restrictions?: Restrictions | undefined;
  /** Labels that a resource gets by itself, for what it says. A label that was put on so (`userSelected` false) and that nothing
   *  calls for which the caller sees isn't there for them. Absent: every label counts. */
  labelsCalledFor?(resource: FhirResource): ReadonlySet<Sensitivity>;
}

/** The program through which a person acts: it can only narrow what the person may do. */
export interface App {
  /** The client's id. */
  readonly id: string;
  readonly name: string;
  /** `user/` scopes narrow the person's role; `patient/` scopes also hold to the patient in context. */
  readonly scopes: readonly Scope[];
}

/** Ends a reason in the ledger: ", through the app 'Trends'". */
export function throughApp({ app }: { readonly app?: App | undefined }): string {
  return app === undefined ? "" : `, through the app '${app.name}'`;
}

/**
 * What is known about the caller when a decision is made. A `Caller` is one. What is absent restricts nothing and grants nothing:
 * a caller of only kind, name and scopes acts on the whole organisation as far as the scopes say.
 */
export interface Facts {
  /** `system` is the operator's console: no scope ever counts for it. */
  readonly kind: "person" | "client" | "system";
  readonly name: string;
  /** A person's UUID: what is addressed to them is found by it. Absent: nothing is. */
  readonly id?: string | undefined;
  readonly role?: RoleId | undefined;
  /** How a role that isn't built in is named in a sentence; see `Role.inSentence`. */
  readonly roleInSentence?: string | undefined;
  readonly scopes: readonly Scope[];
  /** Those of the scopes that somebody approved one by one, for a ticket and a time: what they name is what the purpose needs. */
  readonly approved?: readonly Scope[] | undefined;
  readonly app?: App | undefined;
  /** What for. Absent: TREAT, limited by nothing. */
  readonly purpose?: Purpose | undefined;
  /** What the role may act for; absent: anything. */
  readonly purposes?: readonly Purpose[] | undefined;
  /** References by which a consent may name the caller: Practitioner/…, PractitionerRole/…, Organization/…, Patient/…, Device/…. */
  readonly references?: readonly string[] | undefined;
  /** Absent: `organisation`. */
  readonly reach?: Reach | undefined;
  /** Facilities whose patients the caller may meet at all, whatever the reach. Absent: all; with reach `facility`: none. */
  readonly facilities?: readonly FacilityId[] | undefined;
  readonly fieldRules?: readonly FieldRule[] | undefined;
  /** Sensitivities that the caller may see. Absent: all. */
  readonly clearances?: readonly Sensitivity[] | undefined;
  /** The patient in context: a launch's, or the patient who is signed in (or for whom a family member is). */
  readonly patient?: ResourceId | undefined;
  /** The patient in context takes a copy of what is kept about them: what is addressed to others and is about them is in it.
   *  Whoever sets it has seen to it that the caller is the patient. */
  readonly takesCopy?: boolean | undefined;
  readonly standing?: Standing | undefined;
}
