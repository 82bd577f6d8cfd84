import { type FhirResource, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";

/** A tag of this system on a file names a record whose file it is. The server alone writes it: whoever could, could let a file go with
 *  what somebody allowed of another record. */
export const namedBySystem = "urn:wardbook:named-by";

/** References of the records that a file is the file of ("DocumentReference/…"). */
export function namersOf({ meta }: FhirResource): readonly string[] {
  const tags = meta?.["tag"];
  return (isJsonArray(tags) ? tags : []).flatMap((tag) =>
    isJsonObject(tag) && tag["system"] === namedBySystem && typeof tag["code"] === "string" ? [tag["code"]] : [],
  );
}

/** The file with the names of these records, and of no others; the same object where it has them. */
export function withNamers(file: FhirResource, records: Iterable<string>): FhirResource {
  const wanted = [...new Set(records)].sort();
  const has = namersOf(file);
  if (has.length === wanted.length && wanted.every((one, at) => one === has[at])) return file;
  const { tag: tags, ...meta } = file.meta ?? {};
  const others = (isJsonArray(tags) ? tags : []).filter((tag) => !isJsonObject(tag) || tag["system"] !== namedBySystem);
  const tag = [...others, ...wanted.map((code) => ({ system: namedBySystem, code }))];
  if (tag.length > 0) return { ...file, meta: { ...meta, tag } };
  const { meta: _meta, ...bare } = file;
  return Object.keys(meta).length === 0 ? { ...bare, resourceType: file.resourceType } : { ...file, meta };
}
