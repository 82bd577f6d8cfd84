import type { ConsentProvision, ConsentRule, Stretch } from "../../access/index.ts";
import { generalPurposes } from "./known-codes.ts";

/** Somebody whom a consent lets see the whole record, and when. */
export interface NamedPermit {
  readonly actor: string;
  readonly period: Stretch;
}

/** Whom consents name to permit them everything. One that is limited to something ties nobody to the patient: it would open more
 *  than it says. */
export function namedPermits(rules: readonly ConsentRule[]): readonly NamedPermit[] {
  const found = rules.flatMap(({ provision }) => permitsIn(provision, {}));
  return [...new Map(found.map((permit) => [JSON.stringify(permit), permit])).values()];
}

function permitsIn(provision: ConsentProvision, around: Stretch): readonly NamedPermit[] {
  const { actors, roles, period, exceptions } = provision;
  if (roles !== undefined || isLimited(provision)) return [];
  const within: Stretch = {
    from: later(around.from, period?.from),
    until: earlier(around.until, period?.until),
  };
  if (actors === undefined) return exceptions.flatMap((exception) => permitsIn(exception, within));
  return provision.type === "permit" ? actors.map((actor) => ({ actor, period: within })) : [];
}

function isLimited({ purposes, actions, classes, codes, labels, data, dataPeriod }: ConsentProvision): boolean {
  if (purposes !== undefined && purposes !== generalPurposes) return true;
  return [actions, classes, codes, labels, data, dataPeriod].some((limit) => limit !== undefined);
}

function later(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
