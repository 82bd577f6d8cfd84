import { isResourceType } from "../resource-types.ts";

/** The forms that Reference.reference takes. Source: http://hl7.org/fhir/R4/references.html#literal */
export type ParsedReference =
  /** "Patient/x", perhaps with "/_history/1": a resource here. */
  | { readonly kind: "relative"; readonly type: string; readonly id: string; readonly version?: string }
  /** "https://host/fhir/Patient/x": `base` without the slash at its end. */
  | {
      readonly kind: "absolute";
      readonly base: string;
      readonly type: string;
      readonly id: string;
      readonly version?: string;
    }
  /** "urn:uuid:…" or "urn:oid:…": an entry of the same bundle. */
  | { readonly kind: "urn"; readonly urn: string }
  /** "#x": a contained resource; the empty id means the one that contains. */
  | { readonly kind: "contained"; readonly id: string }
  /** "Patient?identifier=…": a search that must find one resource. For transactions only. */
  | { readonly kind: "conditional"; readonly type: string; readonly query: string }
  /** Some other URI, or no reference at all. */
  | { readonly kind: "other" };

const restful =
  /^(?:(https?:\/\/[^\s?#]+)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/([A-Za-z0-9.-]{1,64}))?$/;
const conditional = /^([A-Z][A-Za-z]+)\?(\S+)$/;
const urn = /^urn:(?:uuid|oid):\S+$/;

/** Tells which form a reference has. Never throws: what has no known form is `other`. */
export function parseReference(reference: string): ParsedReference {
  if (reference.startsWith("#")) return { kind: "contained", id: reference.slice(1) };
  if (urn.test(reference)) return { kind: "urn", urn: reference };
  const [, base, type = "", id = "", version] = restful.exec(reference) ?? [];
  if (isResourceType(type)) {
    const target = version === undefined ? { type, id } : { type, id, version };
    return base === undefined ? { kind: "relative", ...target } : { kind: "absolute", base, ...target };
  }
  const [, searched = "", query = ""] = conditional.exec(reference) ?? [];
  return isResourceType(searched) ? { kind: "conditional", type: searched, query } : { kind: "other" };
}
