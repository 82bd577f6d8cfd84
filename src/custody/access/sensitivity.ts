import { type FhirResource, type JsonObject, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { Sensitivity, Standing } from "./facts.ts";
import { withoutHidden } from "./redact.ts";
import type { Redaction } from "./redaction.ts";
import type { LimitedRows, RowPredicate } from "./row-predicate.ts";
import type { Row } from "./row.ts";

/** HL7 v3 ActCode: any of its codes in `meta.security` is a sensitivity, whether or not this program knows it. */
const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

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
  if (betraying.size === 0) return labels;
  const isSeen = (code: string) => !betraying.has(code);
  return { sensitivities: labels.sensitivities.filter(isSeen), codes: labels.codes.filter(isSeen) };
}

const nothing: ReadonlySet<Sensitivity> = new Set();

/** Labels that are there only because of fields that the caller doesn't see: they would say what is in them. */
export function labelsForHidden(
  resource: FhirResource,
  redaction: Redaction | undefined,
  standing: Standing | undefined,
): ReadonlySet<Sensitivity> {
  if (redaction === undefined || redaction.hidden.length === 0) return nothing;
  const calledFor = standing?.labelsCalledFor?.(resource);
  if (calledFor === undefined || calledFor.size === 0) return nothing;
  const still = standing?.labelsCalledFor?.(withoutHidden(resource, redaction)) ?? nothing;
  return calledFor.difference(still);
}

/** The resource as it is seen under a permit: without hidden fields, and without the labels that those called for. */
export function redact(
  resource: FhirResource,
  { rows, redaction }: { readonly rows: RowPredicate; readonly redaction: Redaction | undefined },
): FhirResource {
  if (redaction === undefined || redaction.hidden.length === 0) return resource;
  const standing = rows.kind === "rows" ? rows.standing : undefined;
  const seen = withoutHidden(resource, redaction);
  const betraying = labelsForHidden(resource, redaction, standing);
  const security = seen.meta?.["security"];
  if (betraying.size === 0 || !isJsonArray(security)) return seen;
  const left = security.filter((coding) => !(isJsonObject(coding) && isBetraying(coding, betraying)));
  const { security: _security, ...meta } = seen.meta ?? {};
  return { ...seen, meta: left.length === 0 ? meta : { ...meta, security: left } };
}

function isBetraying({ system, code }: JsonObject, betraying: ReadonlySet<Sensitivity>): boolean {
  return system === actCode && typeof code === "string" && betraying.has(code);
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
