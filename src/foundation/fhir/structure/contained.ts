import { isJsonArray, isJsonObject } from "../json-object.ts";
import type { JsonObject } from "../types.ts";
import type { Findings } from "./findings.ts";

/** One resource and what it contains: the range in which "#id" references find their targets. */
export type Scope = {
  readonly findings: Findings;
  /** Places and targets of "#id" references, until the resource that contains their targets has been read. */
  localReferences: { readonly expression: string; readonly id: string }[];
};

/** Remembers a reference into the contained resources. */
export function noteLocalReference(value: JsonObject, scope: Scope): void {
  const reference = value["reference"];
  if (typeof reference === "string" && reference.startsWith("#") && reference.length > 1) {
    scope.localReferences.push({ expression: scope.findings.path.toString(), id: reference.slice(1) });
  }
}

/** Source: R4 invariants dom-2, dom-4, dom-5 and ref-1. */
export function checkContained(resource: JsonObject, scope: Scope): void {
  const { findings } = scope;
  const ids = new Set<string>();
  const contained = resource["contained"];
  if (isJsonArray(contained)) {
    contained.forEach((inner, index) => {
      if (!isJsonObject(inner)) return;
      findings.path.enter("contained");
      findings.path.enter(index);
      const { id, meta } = inner;
      if (typeof id !== "string") findings.report("fhir/contained-resource", "a contained resource has an id", "id");
      else if (ids.has(id))
        findings.report("fhir/contained-resource", "two contained resources have the same id", "id");
      else ids.add(id);
      if (inner["contained"] !== undefined)
        findings.report("fhir/contained-resource", "contained resources don't nest", "contained");
      for (const property of ["versionId", "lastUpdated", "security"]) {
        if (isJsonObject(meta) && meta[property] !== undefined) {
          findings.report(
            "fhir/contained-resource",
            "a contained resource has no version, time of update or security label",
            `meta.${property}`,
          );
        }
      }
      findings.path.leave();
      findings.path.leave();
    });
  }
  for (const { id, expression } of scope.localReferences) {
    if (!ids.has(id))
      findings.reportAt(expression, "fhir/unresolved-local-reference", "no contained resource has this id");
  }
}
