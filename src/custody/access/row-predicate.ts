import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Asking } from "./consent-decision.ts";
import type { Criteria } from "./criteria.ts";
import type { Redaction } from "./redaction.ts";
import type { FacilityId, Reach, Sensitivity, Standing } from "./facts.ts";

/** Rows that one scope allows. */
export interface Alternative {
  /** All must hold; empty: every row. */
  readonly criteria: Criteria;
  /** Only rows about the patient in context: a `patient/` scope. */
  readonly ofPatient: boolean;
}

/**
 * Which rows of the organisation a permit reaches. It is part of the query itself (before any limit, count, sort, include or
 * chain): `judge` is asked about every row that a query opens, and what it hides isn't there.
 */
export type RowPredicate = { readonly kind: "every" } | LimitedRows;

export interface LimitedRows {
  readonly kind: "rows";
  readonly type: ResourceType;
  /** Of each list at least one alternative must hold: the role's scopes, and those of the app. */
  readonly granted: readonly (readonly Alternative[])[];
  readonly reach: Reach;
  readonly patient: ResourceId | undefined;
  /** Undefined: any. */
  readonly facilities: readonly FacilityId[] | undefined;
  /** Undefined: all. */
  readonly clearances: ReadonlySet<Sensitivity> | undefined;
  readonly standing: Standing | undefined;
  /** What the caller doesn't see of a row that is shown. */
  readonly redaction: Redaction | undefined;
  readonly asking: Asking;
  /** By what a record may be addressed to the caller. */
  readonly addresses: ReadonlySet<string>;
  /** The patient in context sees what is about them, to whomever it is addressed. */
  readonly takesCopy: boolean;
  /** Only patients whose consent permits this purpose. */
  readonly consentNeeded: boolean;
}

export const everyRow: RowPredicate = { kind: "every" };
