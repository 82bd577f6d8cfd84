import type { Target } from "../../../custody/chart/index.ts";
import { isResourceType } from "../../../foundation/fhir/index.ts";
import { isUuid, type ResourceId } from "../../../foundation/kernel/index.ts";
import type { Law } from "../kind.ts";
import type { DecidedItem } from "../opened.ts";

/** How an officer grants all of it. */
export const wholeRecord = "The whole record";

/** Whether what is granted under a law is kept from use in the chart. A covered entity that agrees under 45 CFR 164.522(a) keeps to what it
 *  agreed, which is who is kept from what for which use: that is a consent's to say. */
export function isArticle18(law: Law): boolean {
  return law !== "hipaa";
}

export type DecidedRecord =
  | { readonly kind: "whole" }
  | { readonly kind: "record"; readonly target: Target }
  /** Words that name no record. */
  | { readonly kind: "words" };

/** What a decided item names. */
export function recordOf({ what }: Pick<DecidedItem, "what">, patient: ResourceId): DecidedRecord {
  const named = what.trim();
  if (named.toLowerCase() === wholeRecord.toLowerCase() || named === `Patient/${patient}`) return { kind: "whole" };
  const [type = "", id = "", ...more] = named.split("/");
  return more.length === 0 && isResourceType(type) && isUuid(id)
    ? { kind: "record", target: { type, id: id as ResourceId } }
    : { kind: "words" };
}

/** All that was granted. */
export function grantedOf(
  items: readonly DecidedItem[],
  patient: ResourceId,
): { readonly whole: boolean; readonly records: readonly string[] } {
  const named = items.flatMap((item) => (item.outcome === "granted" ? [recordOf(item, patient)] : []));
  const records = named.flatMap((one) => (one.kind === "record" ? [`${one.target.type}/${one.target.id}`] : []));
  return { whole: named.some(({ kind }) => kind === "whole"), records: [...new Set(records)] };
}
