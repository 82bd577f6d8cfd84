import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import { type Redaction, redactionInside } from "./redaction.ts";
import type { Row } from "./row.ts";

/** R4 lets resources stand inside others in these places only; any type but these two has `contained` alone. */
const carriers: ReadonlySet<string> = new Set(["Bundle", "Parameters"]);

export function isResource(value: JsonValue | undefined): value is FhirResource {
  return isJsonObject(value) && typeof value["resourceType"] === "string";
}

/** Where resources may stand inside one of this type. */
export function carryingProperties(type: string): readonly ("contained" | "entry" | "parameter")[] {
  if (type === "Bundle") return ["entry"];
  return type === "Parameters" ? ["parameter"] : ["contained"];
}

/** The resource with each of those that it carries changed: contained ones, a bundle's entries, parameters; itself where none is.
 *  What is carried by those in turn is the change's own matter. */
export function withCarried(resource: FhirResource, change: (inner: FhirResource) => FhirResource): FhirResource {
  let changed = resource;
  for (const property of carryingProperties(resource.resourceType)) {
    const value = resource[property];
    const left = value === undefined ? value : changedIn(value, change);
    if (left !== value) changed = { ...changed, [property]: left };
  }
  return changed;
}

function changedIn(value: JsonValue, change: (inner: FhirResource) => FhirResource): JsonValue {
  if (isJsonArray(value)) {
    const items = value.map((item) => changedIn(item, change));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (isResource(value)) return change(value);
  if (!isJsonObject(value)) return value;
  let changed = value;
  for (const [property, item] of Object.entries(value)) {
    const left = item === undefined ? item : changedIn(item, change);
    if (left !== item) changed = { ...changed, [property]: left };
  }
  return changed;
}

/** Resources that stand in it, those that they carry in turn among them. */
export function carriedIn(value: JsonValue | undefined): readonly FhirResource[] {
  if (isJsonArray(value)) return value.flatMap(carriedIn);
  if (isResource(value)) return [value, ...carriedBy(value)];
  return isJsonObject(value) ? Object.values(value).flatMap(carriedIn) : [];
}

export function carriedBy(resource: FhirResource): readonly FhirResource[] {
  return carryingProperties(resource.resourceType).flatMap((property) => carriedIn(resource[property]));
}

/** Whether there are rules that hide something of this type. */
export function hidesOf(redaction: Redaction, type: string): boolean {
  return redactionInside(redaction, type).hidden.length > 0;
}

/** Whether something is hidden of such a resource: said by its type and by the types that it carries, never by what is in them. */
export function hidesFields(redaction: Redaction | undefined, resource: FhirResource): boolean {
  if (redaction === undefined) return false;
  return redaction.hidden.length > 0 || carriedBy(resource).some((one) => hidesOf(redaction, one.resourceType));
}

/** The same of a row, which is parsed only where it carries something. */
export function hidesFieldsOfRow(redaction: Redaction | undefined, row: Row): boolean {
  if (redaction === undefined) return false;
  if (redaction.hidden.length > 0) return true;
  if (!redaction.rules.some(({ access }) => access === "hidden")) return false;
  return (carriers.has(row.type) || row.mayContain('"contained"')) && hidesFields(redaction, row.resource());
}
