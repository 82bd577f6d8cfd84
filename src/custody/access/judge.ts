import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { addressedTo } from "./addressed.ts";
import { consentDecision, consentPermitsByName, within } from "./consent-decision.ts";
import type { Criteria } from "./criteria.ts";
import { criteriaFilters } from "./criteria-filters.ts";
import type { BreakGlassGrant, Relation, Restriction } from "./facts.ts";
import type { Alternative, LimitedRows, RowPredicate } from "./row-predicate.ts";
import type { Row } from "./row.ts";
import { isAtOwnSite } from "./placed.ts";
import { isShared, patientsOfRow } from "./row-patients.ts";
import { labelsOf } from "./sensitivity.ts";

/**
 * What a permit says of one row. Hidden rows don't exist for the caller; what hides them matters only to a writer, whose refusal
 * must be the one for a patient who isn't there (`patient`) or may name the writer's own scopes (`scope`, `label`).
 */
export type Judgement =
  | { readonly kind: "hidden"; readonly by: "scope" | "patient" | "label" }
  | { readonly kind: "visible"; readonly by: Relation | BreakGlassGrant | undefined };

const plainlyVisible: Judgement = { kind: "visible", by: undefined };
const outsideScope: Judgement = { kind: "hidden", by: "scope" };
const hiddenPatient: Judgement = { kind: "hidden", by: "patient" };
const hiddenByLabel: Judgement = { kind: "hidden", by: "label" };
const nobody: ReadonlySet<ResourceId> = new Set();

/**
 * Whether the caller sees this row. The one predicate: every row that a query reads or produces comes through here.
 * @param made patients who are being made by the same call: nothing is known of them that could be kept from the caller
 */
export function judge(rows: RowPredicate, row: Row, made: ReadonlySet<ResourceId> = nobody): Judgement {
  if (rows.kind === "every") return plainlyVisible;
  const patients = patientsOfRow(row);
  // What depends on the row and the caller's own scopes alone comes first: a refusal then is the same for a patient who is hidden
  // and one who isn't there.
  const forWhom = addressedTo(row, rows.addresses);
  if (forWhom === "others" && !isInCopy(rows, patients)) return outsideScope;
  const isHeld = rows.reach !== "organisation" || rows.facilities !== undefined;
  const isOwn = () => forWhom !== undefined || isShared(row) || isAtOwnSite(rows, row);
  if (patients.length === 0 && isHeld && !isOwn()) return outsideScope;
  if (!rows.granted.every((alternatives) => alternatives.some((one) => allows(rows, one, row, patients))))
    return outsideScope;
  const glass = patients.flatMap((patient) => openGlass(rows, patient) ?? []);
  if (!isCleared(rows, row, glass.length === patients.length ? glass : [])) return hiddenByLabel;
  for (const patient of patients) {
    const isOpen = made.has(patient) || glass.some((grant) => grant.patient === patient);
    if (!isOpen && !seesPatient(rows, patient, row)) return hiddenPatient;
  }
  const told = rows.standing?.restrictions?.along.get(row.id);
  if (told !== undefined && openGlass(rows, told) === undefined && !opensRestricted(rows, told, row))
    return hiddenPatient;
  const [first, ...more] = patients;
  if (first === undefined || more.length > 0) return plainlyVisible;
  return { kind: "visible", by: glass[0] ?? strongest(rows, first) };
}

function isInCopy({ takesCopy, patient }: LimitedRows, patients: readonly ResourceId[]): boolean {
  return takesCopy && patients.length > 0 && patients.every((one) => one === patient);
}

function openGlass({ standing, asking }: LimitedRows, patient: ResourceId): BreakGlassGrant | undefined {
  const grant = standing?.breakGlassOn(patient);
  return grant !== undefined && within(grant, asking.at) ? grant : undefined;
}

function seesPatient(rows: LimitedRows, patient: ResourceId, row: Row): boolean {
  const { standing } = rows;
  if (!isReached(rows, patient)) return false;
  const said = saidBy(rows, patient, row);
  if (said === "deny" || (said === undefined && rows.consentNeeded)) return false;
  return !isRestricted(standing?.restrictions?.of.get(patient), row.id) || opensRestricted(rows, patient, row);
}

function saidBy(rows: LimitedRows, patient: ResourceId, row: Row): "permit" | "deny" | undefined {
  const consents = rows.standing?.consentsOf(patient);
  return consents === undefined || consents.length === 0
    ? undefined
    : consentDecision(consents, rows.asking, { row, labels: () => labelsOf(row, rows).codes });
}

/** Of what is restricted: to whose it is, and as they allowed it of this very record. Source: GDPR, Article 18(2). */
function opensRestricted(rows: LimitedRows, patient: ResourceId, row: Row): boolean {
  const { standing, asking } = rows;
  if (standing === undefined) return false;
  if (standing.relationsTo(patient).some(({ kind }) => kind === "self")) return true;
  const asked = { row, labels: () => labelsOf(row, rows).codes };
  return saidBy(rows, patient, row) === "permit" && consentPermitsByName(standing.consentsOf(patient), asking, asked);
}

/** Whether a record is kept from all but a few. */
export function isRestricted(restriction: Restriction | undefined, record: ResourceId): boolean {
  return restriction !== undefined && (restriction.whole || restriction.records.has(record));
}

function isReached({ reach, patient: own, facilities, standing, asking }: LimitedRows, patient: ResourceId): boolean {
  if (reach === "patient" && patient !== own) return false;
  if (reach === "related" && !standing?.relationsTo(patient).some((relation) => within(relation, asking.at)))
    return false;
  if (facilities === undefined) return reach !== "facility";
  return standing?.facilitiesOf(patient).some((facility) => facilities.includes(facility)) ?? false;
}

function allows(
  { patient }: LimitedRows,
  { criteria, ofPatient }: Alternative,
  row: Row,
  patients: readonly ResourceId[],
): boolean {
  if (ofPatient) {
    const own = patients.length === 0 ? isShared(row) : patients.every((one) => one === patient);
    if (!own) return false;
  }
  return criteria.length === 0 || meets(row.type, criteria, row.resource());
}

function isCleared(rows: LimitedRows, row: Row, glass: readonly BreakGlassGrant[]): boolean {
  const { clearances } = rows;
  if (clearances === undefined) return true;
  const opened = (label: string) =>
    glass.length > 0 && glass.every((grant) => grant.clearances === undefined || grant.clearances.includes(label));
  return labelsOf(row, rows).sensitivities.every((label) => clearances.has(label) || opened(label));
}

/** What explains an access best; the nearest tie first. */
const order: Readonly<Record<Relation["kind"], number>> = {
  self: 0,
  "related-person": 1,
  "care-team": 2,
  admission: 3,
  "general-practitioner": 4,
  appointment: 5,
  "on-shift": 6,
  consent: 7,
};

function strongest({ standing, asking }: LimitedRows, patient: ResourceId): Relation | undefined {
  let best: Relation | undefined;
  for (const relation of standing?.relationsTo(patient) ?? [])
    if (within(relation, asking.at) && (best === undefined || order[relation.kind] < order[best.kind])) best = relation;
  return best;
}

function meets(type: ResourceType, criteria: Criteria, resource: FhirResource): boolean {
  return criteriaFilters(type, criteria).every((filter) => filter.matches(resource));
}
