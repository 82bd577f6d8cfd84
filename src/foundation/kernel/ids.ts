import { MalformedInput } from "./coded-error.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Logical id of a FHIR resource: a lower-case UUID. Ids are never chosen from personal data. */
export type ResourceId = Branded<"ResourceId">;
/** Id of a person who signs in: a lower-case UUID. */
export type PersonId = Branded<"PersonId">;
/** Number of an organisation in this installation: a positive 32-bit integer. Leads every primary key. */
export type TenantId = number & { readonly [brand]: "TenantId" };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return text.length === 36 && uuid.test(text);
}

/** @throws MalformedInput `input/resource-id` */
export function parseResourceId(text: string): ResourceId {
  if (!isUuid(text)) throw new MalformedInput("input/resource-id", "expected a lower-case UUID");
  return text as ResourceId;
}

/** @throws MalformedInput `input/person-id` */
export function parsePersonId(text: string): PersonId {
  if (!isUuid(text)) throw new MalformedInput("input/person-id", "expected a lower-case UUID");
  return text as PersonId;
}

/** @throws MalformedInput `input/tenant-id` */
export function parseTenantId(value: number): TenantId {
  if (!Number.isInteger(value) || value < 1 || value > 0x7fffffff) {
    throw new MalformedInput("input/tenant-id", "expected a positive 32-bit integer");
  }
  return value as TenantId;
}
