import { type FhirResource, isResourceType, rewriteReferences } from "../../foundation/fhir/index.ts";
import { splitOnce } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import { ChartError } from "./chart-error.ts";
import { onlyMatch } from "./condition.ts";
import type { ChartPorts } from "./ports.ts";

/** Resolves "Practitioner?identifier=…" and the bundle's own fullUrls. */
export async function resolveReferences(
  ports: ChartPorts,
  caller: Caller,
  resource: FhirResource,
  own: ReadonlyMap<string, string>,
): Promise<FhirResource> {
  const conditional = new Set<string>();
  rewriteReferences(resource, (reference, kind) => {
    if (kind === "reference" && /^[A-Z][A-Za-z]+\?/.test(reference)) conditional.add(reference);
    return undefined;
  });
  const found = new Map<string, string>();
  for (const reference of conditional) {
    const [type, query] = splitOnce(reference, "?");
    if (!isResourceType(type)) continue;
    const match = await onlyMatch(ports, caller, type, [...new URLSearchParams(query)]);
    if (match === undefined)
      throw new ChartError("chart/unresolved-reference", "a conditional reference matches nothing that you may see");
    found.set(reference, `${type}/${match.id}`);
  }
  return rewriteReferences(
    resource,
    (reference, kind) => own.get(reference) ?? found.get(reference) ?? unresolved(reference, kind),
  );
}

function unresolved(reference: string, kind: "reference" | "uri"): undefined {
  if (kind === "reference" && reference.startsWith("urn:uuid:")) {
    throw new ChartError("chart/unresolved-reference", "a urn:uuid reference points to no entry of this bundle");
  }
  return undefined;
}
