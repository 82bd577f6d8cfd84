import type { FhirResource } from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid, positionToMilliseconds } from "../../foundation/kernel/index.ts";
import {
  type Judgement,
  type Row,
  hidesFieldsOfRow,
  judge,
  patientsOfRow,
  reasonFor,
  redact,
} from "../access/index.ts";
import { type Match, type OpenVersion, resourceIn } from "../records/index.ts";
import type { Permit } from "./access.ts";

/** What the ledger keeps of why something is seen or written. */
export interface Explained {
  /** Absent: the permit's own reason. */
  readonly why?: string | undefined;
  /** Under break-glass. */
  readonly emergency?: boolean | undefined;
  /** Whom it is about, where they are several: each of them is told. */
  readonly patients?: readonly ResourceId[] | undefined;
}

/** A version as its caller sees it: without hidden fields, and with what explains that it is seen at all. */
export interface Shown extends OpenVersion, Explained {}

export function parse({ body }: OpenVersion): FhirResource {
  return resourceIn(body);
}

/** A stored version, as the predicate asks about it: parsed once at most, and only when it could matter. */
export function rowOfVersion(version: OpenVersion): Row {
  const { type, id, patient, position, body } = version;
  let parsed: FhirResource | undefined;
  return {
    type,
    id,
    patient,
    writtenAt: positionToMilliseconds(position),
    resource: () => (parsed ??= parse(version)),
    mayContain: (text) => body.includes(text),
  };
}

/** The version as the caller sees it; undefined when it isn't there for them. Of a deletion, ask about the last content. */
export function show(permitted: Permit, version: OpenVersion): Shown | undefined {
  const { rows, redaction } = permitted;
  const row = rowOfVersion(version);
  if (rows.kind === "every" && redaction === undefined) return withSeveral(version, row);
  const judged = judge(rows, row);
  if (judged.kind === "hidden") return undefined;
  const shown = explained(version, row, permitted, judged);
  return hidesFieldsOfRow(redaction, row) ? withBody(shown, redact(row.resource(), permitted)) : shown;
}

/** The same for a search, which needs the resource too. */
export function see(permitted: Permit, version: OpenVersion): Match<Shown> | undefined {
  const { rows, redaction } = permitted;
  const row = rowOfVersion(version);
  if (rows.kind === "every" && redaction === undefined)
    return { version: withSeveral(version, row), resource: row.resource() };
  const judged = judge(rows, row);
  if (judged.kind === "hidden") return undefined;
  const shown = explained(version, row, permitted, judged);
  if (!hidesFieldsOfRow(redaction, row)) return { version: shown, resource: row.resource() };
  const resource = redact(row.resource(), permitted);
  return { version: withBody(shown, resource), resource };
}

/** What was written, as its writer sees it. */
export function asWritten(permitted: Permit, version: OpenVersion): OpenVersion {
  if (permitted.redaction === undefined || version.deleted) return version;
  const row = rowOfVersion(version);
  return hidesFieldsOfRow(permitted.redaction, row) ? withBody(version, redact(row.resource(), permitted)) : version;
}

type Visible = Extract<Judgement, { readonly kind: "visible" }>;

function explained(version: OpenVersion, row: Row, permitted: Permit, judged: Visible): Shown {
  const shown = withSeveral(version, row);
  return judged.by === undefined ? shown : { ...shown, ...explanation(permitted, row, judged) };
}

/** What the ledger keeps of why a row is open to somebody. @param judged undefined where every row is */
export function explanation({ reason }: Permit, row: Row, judged: Visible | undefined): Explained {
  const patients = severalOf(row);
  const by = judged?.by;
  return {
    ...(patients === undefined ? {} : { patients }),
    ...(by === undefined ? {} : { why: reasonFor(reason, by), emergency: "patient" in by }),
  };
}

function withSeveral(version: OpenVersion, row: Row): Shown {
  const patients = severalOf(row);
  return patients === undefined ? version : { ...version, patients };
}

function severalOf(row: Row): readonly ResourceId[] | undefined {
  if (row.patient !== undefined) return undefined;
  const patients = patientsOfRow(row).filter(isUuid);
  return patients.length > 0 ? patients : undefined;
}

function withBody<Version extends OpenVersion>(version: Version, resource: FhirResource): Version {
  return { ...version, body: Buffer.from(JSON.stringify(resource)) };
}

/** Whether what a version says, or a later one, could decide whether it is seen: then the newest content has a say too,
 *  because a label or code that came later speaks of the earlier versions as well. */
export function dependsOnContent({ rows }: Permit, patient: ResourceId | undefined): boolean {
  if (rows.kind === "every") return false;
  if (rows.clearances !== undefined) return true;
  // About several patients, or none: their consents are found by what it says.
  return patient === undefined ? rows.standing !== undefined : (rows.standing?.consentsOf(patient).length ?? 0) > 0;
}
