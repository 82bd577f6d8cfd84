import { type FhirResource, canonicalText } from "../../foundation/fhir/index.ts";

/** A record as it is, and as it was. */
export interface RecordVersions {
  readonly current: FhirResource;
  /** An earlier version, or undefined where there was none. */
  version(number: number): Promise<FhirResource | undefined>;
}

/** The version that a signature says it is of; undefined where the record has none such. */
export async function signedVersion(
  { current, version }: RecordVersions,
  { target }: FhirResource,
): Promise<FhirResource | undefined> {
  const first: unknown = Array.isArray(target) ? target[0] : undefined;
  const reference = isReference(first) ? first.reference : "";
  const [, number] = new RegExp(`^${current.resourceType}/${current.id}/_history/(\\d{1,9})$`).exec(reference) ?? [];
  if (number === undefined) return undefined;
  return number === current.meta?.versionId ? current : version(Number(number));
}

/** Meta aside: labels, which say who may see a record, are put on and taken off after it was signed. */
export function saysTheSame(signed: FhirResource, current: FhirResource): boolean {
  const bare = ({ meta: _meta, ...rest }: FhirResource) => canonicalText(rest);
  return bare(signed) === bare(current);
}

function isReference(value: unknown): value is { readonly reference: string } {
  return typeof value === "object" && value !== null && "reference" in value && typeof value.reference === "string";
}
