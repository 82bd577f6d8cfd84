import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import { type Span, spanOf } from "./calendar.ts";
import { type Category, categoriesOf } from "./category.ts";

/** All that a decision needs of one record: no content. */
export interface RecordFacts {
  readonly categories: readonly Category[];
  /** The latest moment that it speaks of, milliseconds since 1970; when it was written, where it speaks of none, or is history that somebody
   *  told and that no visit or date of writing places. */
  readonly date: number;
  /** Whether it is one of somebody's being cared for. The patient's own resource isn't: addresses are corrected long after. */
  readonly isContact: boolean;
  /** When it was written last. */
  readonly enteredAt: number;
}

/** And of the patient. */
export interface PatientFacts {
  /** Undefined when no birth date is recorded. */
  readonly birth: Span | undefined;
  /** `unknown`: dead, without a date. */
  readonly death: Span | "unknown" | undefined;
  /** When something was written last, of whom nothing but their own resource is here. */
  readonly lastContact: number;
  readonly lastEntry: number;
}

/** Elements that say when something was done, asked for or written down. When an illness began isn't one: who tells of it comes years later. */
const dated = [
  "period",
  "effectivePeriod",
  "effectiveDateTime",
  "effectiveInstant",
  "performedPeriod",
  "performedDateTime",
  "occurrencePeriod",
  "occurrenceDateTime",
  "start",
  "end",
  "date",
  "authoredOn",
  "whenHandedOver",
  "whenPrepared",
  "recordedDate",
  "recorded",
  "assertedDate",
  "issued",
  "sent",
  "received",
  "created",
  "dateTime",
  "dateAsserted",
  "dateWritten",
  "statusDate",
  "servicedDate",
] as const;

/** Kinds that are told of years after they happened: an operation in childhood. */
const toldLater: ReadonlySet<string> = new Set(["Procedure", "Immunization", "MedicationStatement"]);
/** A visit in which it happened, or when somebody wrote it down elsewhere. */
const placedBy = ["encounter", "context", "recorded", "dateAsserted"] as const;

function isHistory(resource: FhirResource): boolean {
  return toldLater.has(resource.resourceType) && placedBy.every((name) => resource[name] === undefined);
}

/** @param writtenAt when this version was, milliseconds since 1970 */
export function recordFacts(resource: FhirResource, writtenAt: number): RecordFacts {
  const isContact = resource.resourceType !== "Patient";
  const spoken = isContact ? dated.flatMap((name) => moments(resource[name])) : [];
  if (isHistory(resource)) spoken.push(writtenAt);
  return {
    categories: categoriesOf(resource),
    date: spoken.length === 0 ? writtenAt : Math.max(...spoken),
    isContact,
    enteredAt: writtenAt,
  };
}

function moments(value: JsonValue | undefined): readonly number[] {
  if (isJsonArray(value)) return value.flatMap(moments);
  if (isJsonObject(value)) return [...moments(value["start"]), ...moments(value["end"])];
  const span = spanOf(value);
  return span === undefined ? [] : [span.latest];
}

/** Birth and death, as the patient's own record has them. */
export function lifeOf(patient: FhirResource): Pick<PatientFacts, "birth" | "death"> {
  const death = spanOf(patient["deceasedDateTime"]);
  const isDead = patient["deceasedBoolean"] === true || patient["deceasedDateTime"] !== undefined;
  return { birth: spanOf(patient["birthDate"]), death: death ?? (isDead ? "unknown" : undefined) };
}
