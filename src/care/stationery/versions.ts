import { type Letterhead, isLetterhead } from "./letterhead.ts";
import { type PaperLayout, isLayout } from "./paper-layout.ts";
import { StationeryError } from "./stationery-error.ts";

/** How papers looked from a moment on, of the organisation or of one branch. */
export interface StationeryVersion {
  /** Of the branch; null: the organisation. */
  readonly branch: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly by: string;
  /** null: the organisation's; of the organisation: none was ever written. */
  readonly letterhead: Letterhead | null;
  readonly layout: PaperLayout | null;
}

/** Oldest first. None is ever changed or taken out: papers are printed again as they were. */
export interface StationeryVersions {
  readonly versions: readonly StationeryVersion[];
}

/** Some hundred bytes each, read whole. */
const mostVersions = 400;

/** Where it is stored: see `Settings` of identity. */
export const stationerySetting = {
  key: "stationery",
  /** What is stored, made good. @throws StationeryError `stationery/unsuitable`, `stationery/too-many` */
  parse(stored: unknown): StationeryVersions {
    const { versions = [] } = (stored ?? {}) as Partial<StationeryVersions>;
    if (versions.length > mostVersions)
      throw new StationeryError(
        "stationery/too-many",
        `letterheads and layouts are changed at most ${mostVersions} times`,
      );
    for (const { letterhead, layout } of versions) {
      if (letterhead !== null && !isLetterhead(letterhead))
        throw new StationeryError("stationery/unsuitable", "a letterhead is a name and short lines", {
          path: "letterhead",
        });
      if (layout !== null && !isLayout(layout))
        throw new StationeryError("stationery/unsuitable", "this margin doesn't go with this size of paper", {
          path: "layout",
        });
    }
    return { versions };
  },
};

/** What was said last, of the organisation or of a branch. @param at milliseconds since 1970; absent: now */
export function lastSaid(
  { versions }: StationeryVersions,
  branch: string | null,
  at = Number.POSITIVE_INFINITY,
): StationeryVersion | undefined {
  return versions.findLast((one) => one.branch === branch && one.since <= at);
}

/** What stands on paper: a branch's own, else the organisation's. */
export function standing(
  versions: StationeryVersions,
  branch: string | undefined,
  at?: number,
): { readonly letterhead: Letterhead | undefined; readonly layout: PaperLayout | undefined } {
  const own = branch === undefined ? undefined : lastSaid(versions, branch, at);
  const whole = lastSaid(versions, null, at);
  return {
    letterhead: own?.letterhead ?? whole?.letterhead ?? undefined,
    layout: own?.layout ?? whole?.layout ?? undefined,
  };
}
