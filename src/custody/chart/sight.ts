import { type FhirResource, parseStoredText } from "../../foundation/fhir/index.ts";
import { type ResourceId, positionToMilliseconds } from "../../foundation/kernel/index.ts";
import { type Judgement, type Row, judge, reasonFor, redact } from "../access/index.ts";
import type { Match, OpenVersion } from "../records/index.ts";
import type { Permit } from "./access.ts";

/** A version as its caller sees it: without hidden fields, and with what explains that it is seen at all. */
export interface Shown extends OpenVersion {
  /** Absent: the permit's own reason. */
  readonly why?: string | undefined;
  /** Seen under break-glass. */
  readonly emergency?: boolean | undefined;
}

export function parse(version: OpenVersion): FhirResource {
  return parseStoredText(version.body.toString()) as FhirResource;
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
  if (rows.kind === "every" && redaction === undefined) return version;
  const row = rowOfVersion(version);
  const judged = judge(rows, row);
  if (judged.kind === "hidden") return undefined;
  const shown = explained(version, permitted, judged);
  return redaction === undefined || redaction.hidden.length === 0
    ? shown
    : withBody(shown, redact(row.resource(), permitted));
}

/** The same for a search, which needs the resource too. */
export function see(permitted: Permit, version: OpenVersion): Match<Shown> | undefined {
  const { rows, redaction } = permitted;
  if (rows.kind === "every" && redaction === undefined) return { version, resource: parse(version) };
  const row = rowOfVersion(version);
  const judged = judge(rows, row);
  if (judged.kind === "hidden") return undefined;
  const shown = explained(version, permitted, judged);
  if (redaction === undefined || redaction.hidden.length === 0) return { version: shown, resource: row.resource() };
  const resource = redact(row.resource(), permitted);
  return { version: withBody(shown, resource), resource };
}

/** What was written, as its writer sees it. */
export function asWritten(permitted: Permit, version: OpenVersion): OpenVersion {
  const { redaction } = permitted;
  if (redaction === undefined || redaction.hidden.length === 0 || version.deleted) return version;
  return withBody(version, redact(parse(version), permitted));
}

function explained(
  version: OpenVersion,
  { reason }: Permit,
  { by }: Extract<Judgement, { readonly kind: "visible" }>,
): Shown {
  if (by === undefined) return version;
  return { ...version, why: reasonFor(reason, by), emergency: "patient" in by };
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
