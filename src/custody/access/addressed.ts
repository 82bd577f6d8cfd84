import { isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { Facts } from "./facts.ts";
import type { Row } from "./row.ts";

/** `meta.tag` of what is for some of the staff alone: each names who sees it. The rule of such records writes these; nobody else. */
export const addressedSystem = "urn:wardbook:for";
/** The one kind of record that is addressed. */
export const addressedType = "Communication" satisfies ResourceType;

/** By what a record may be addressed to somebody: their person, role and branches. Programs, patients and families have none. */
export function addressesOf(facts: Pick<Facts, "kind" | "id" | "role" | "facilities" | "reach">): ReadonlySet<string> {
  const { kind, id, role, facilities, reach } = facts;
  if (kind !== "person" || id === undefined || reach === "patient") return new Set();
  return new Set([
    `person:${id}`,
    ...(role === undefined ? [] : [`role:${role}`]),
    // Who isn't held to sites is at each.
    ...(facilities === undefined ? ["branches"] : facilities.map((facility) => `branch:${facility}`)),
    "everybody",
  ]);
}

/** For whom a record is: for some of the staff, the caller among them or not; undefined of what is addressed to nobody. */
export function addressedTo(row: Row, addresses: ReadonlySet<string>): "caller" | "others" | undefined {
  if (row.type !== addressedType || !row.mayContain(addressedSystem)) return undefined;
  const tag = row.resource().meta?.["tag"];
  const codes = (tag !== undefined && isJsonArray(tag) ? tag : []).flatMap((one) =>
    isJsonObject(one) && one["system"] === addressedSystem && typeof one["code"] === "string" ? [one["code"]] : [],
  );
  if (codes.length === 0) return undefined;
  return codes.some((code) => addresses.has(code)) ? "caller" : "others";
}
