import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { Sensitivity, Standing } from "./facts.ts";
import { hidesFields, withCarried } from "./carried.ts";
import { withoutHidden } from "./redact.ts";
import { type Redaction, redactionInside } from "./redaction.ts";
import type { LimitedRows, RowPredicate } from "./row-predicate.ts";
import type { Row } from "./row.ts";

/** HL7 v3 ActCode: any of its codes in `meta.security` is a sensitivity, whether or not this program knows it. */
export const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

/** A tag of this system names a label that somebody took off by hand: it isn't put on again. */
export const removedLabelSystem = "urn:wardbook:removed-sensitivity-label";

export interface Labels {
  /** What needs a clearance. */
  readonly sensitivities: readonly Sensitivity[];
  /** Every code in `meta.security`, of any system: what a consent may speak of. */
  readonly codes: readonly string[];
}

const none: Labels = { sensitivities: [], codes: [] };

/** The labels of a row, as the caller sees it. */
export function labelsOf(row: Row, { redaction, standing }: Pick<LimitedRows, "redaction" | "standing">): Labels {
  if (!row.mayContain('"security"')) return none;
  const resource = row.resource();
  const labels = labelsIn(resource);
  const betraying = labelsForHidden(resource, redaction, standing);
  return betraying.size === 0 ? labels : labelsIn(withoutLabels(resource, betraying));
}

const nothing: ReadonlySet<Sensitivity> = new Set();

/** Labels that a program put on, and that nothing which the caller sees calls for: they would tell of what is hidden. A label that a
 *  person put on counts whatever is hidden. */
function labelsForHidden(
  resource: FhirResource,
  redaction: Redaction | undefined,
  standing: Standing | undefined,
): ReadonlySet<Sensitivity> {
  return notCalledFor(resource, "security", automaticLabel, redaction, standing);
}

/** The same of labels that were taken off: each says that it was there. */
function removalsForHidden(
  resource: FhirResource,
  redaction: Redaction | undefined,
  standing: Standing | undefined,
): ReadonlySet<Sensitivity> {
  return notCalledFor(resource, "tag", removedLabel, redaction, standing);
}

function notCalledFor(
  resource: FhirResource,
  place: "security" | "tag",
  codeOf: (coding: JsonValue) => Sensitivity | undefined,
  redaction: Redaction | undefined,
  standing: Standing | undefined,
): ReadonlySet<Sensitivity> {
  const codings = resource.meta?.[place];
  if (redaction === undefined || standing?.labelsCalledFor === undefined || !isJsonArray(codings)) return nothing;
  const codes = codings.flatMap((coding) => codeOf(coding) ?? []);
  if (codes.length === 0 || !hidesFields(redaction, resource)) return nothing;
  const calledFor = standing.labelsCalledFor(withoutHidden(resource, redaction));
  return new Set(codes.filter((code) => !calledFor.has(code)));
}

function removedLabel(coding: JsonValue): Sensitivity | undefined {
  if (!isJsonObject(coding) || coding["system"] !== removedLabelSystem) return undefined;
  return typeof coding["code"] === "string" ? coding["code"] : undefined;
}

/** The code of a label that is said not to be anybody's choice. */
function automaticLabel(coding: JsonValue): Sensitivity | undefined {
  if (!isJsonObject(coding) || coding["userSelected"] !== false || coding["system"] !== actCode) return undefined;
  return typeof coding["code"] === "string" ? coding["code"] : undefined;
}

/** The resource as it is seen under a permit: without hidden fields, and without the labels that those called for; what it carries
 *  likewise. */
export function redact(
  resource: FhirResource,
  { rows, redaction }: { readonly rows: RowPredicate; readonly redaction: Redaction | undefined },
): FhirResource {
  if (redaction === undefined) return resource;
  const standing = rows.kind === "rows" ? rows.standing : undefined;
  return withoutHidden(withoutBetraying(resource, redaction, standing), redaction);
}

function withoutBetraying(resource: FhirResource, redaction: Redaction, standing: Standing | undefined): FhirResource {
  if (!hidesFields(redaction, resource)) return resource;
  const inside = withCarried(resource, (inner) =>
    withoutBetraying(inner, redactionInside(redaction, inner.resourceType), standing),
  );
  const betraying = labelsForHidden(resource, redaction, standing);
  const labelled = betraying.size === 0 ? inside : withoutLabels(inside, betraying);
  const removals = removalsForHidden(resource, redaction, standing);
  return removals.size === 0
    ? labelled
    : withoutCodings(labelled, "tag", (coding) => removals.has(removedLabel(coding) ?? ""));
}

function withoutLabels(resource: FhirResource, betraying: ReadonlySet<Sensitivity>): FhirResource {
  return withoutCodings(resource, "security", (coding) => betraying.has(automaticLabel(coding) ?? ""));
}

function withoutCodings(
  resource: FhirResource,
  place: "security" | "tag",
  goes: (coding: JsonValue) => boolean,
): FhirResource {
  const { meta, ...rest } = resource;
  const { [place]: codings, ...others } = meta ?? {};
  if (!isJsonArray(codings)) return resource;
  const left = codings.filter((coding) => !goes(coding));
  if (left.length > 0) return { ...resource, meta: { ...others, [place]: left } };
  // What is carried may have had nothing else there, and FHIR knows no empty objects.
  return Object.keys(others).length === 0
    ? { ...rest, resourceType: resource.resourceType }
    : { ...resource, meta: others };
}

function labelsIn({ meta }: FhirResource): Labels {
  const security = meta?.["security"];
  if (!isJsonArray(security)) return none;
  const sensitivities: string[] = [];
  const codes: string[] = [];
  for (const coding of security) {
    if (!isJsonObject(coding)) continue;
    const { system, code } = coding;
    if (typeof code !== "string") continue;
    codes.push(code);
    if (system === actCode) sensitivities.push(code);
  }
  return { sensitivities, codes };
}
