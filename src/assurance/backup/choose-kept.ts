import type { BackupKind } from "./backup-kind.ts";

/** A backup, as far as it matters for how long it is kept. */
export interface KnownBackup {
  readonly backup: string;
  readonly kind: BackupKind;
  /** The full one that it goes back to. */
  readonly chain: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How many destructions of keys it knew of; undefined where nobody can say: then its moment must. */
  readonly destructions?: number | undefined;
}

/** How many times keys were destroyed, and when last; milliseconds since 1970. */
export interface Destructions {
  readonly count: number;
  readonly lastAt: number;
}

export interface Kept {
  /** Backups whose data stay. */
  readonly data: ReadonlySet<string>;
  /** Backups whose archive of keys stays. */
  readonly keys: ReadonlySet<string>;
  /** Archives of keys from before this moment go, whoever made them. */
  readonly keysFrom: number;
}

/** Every backup is kept for so long, with what it goes back to. */
export const hotDays = 35;
/** After that the first full one of each month. */
export const coldYears = 7;
/** Archives of keys: no longer than it takes to notice that something is wrong. */
export const keyDays = 7;

const day = 86_400_000;
/** Of a stretch without a backup no more counts as gone by: a clock that was set ahead makes nothing old. */
const mostBetween = 31 * day;
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** What stays. The newest chain always does.
 *  @param destroyed archives of keys from before the last destruction go as soon as there is a full one from after it. A destruction has its
 *    moment before it is committed: of a backup in between the moment alone says the wrong thing */
export function chooseKept(backups: readonly KnownBackup[], now: number, destroyed: Destructions | undefined): Kept {
  const everyone = backups.toSorted((a, b) => a.at - b.at);
  const lastFolding = everyone.findLast(({ kind, at }) => kind !== "tail" && at <= now)?.at ?? Number.NEGATIVE_INFINITY;
  // What a tail has the next increment has as well.
  const sorted = everyone.filter(({ kind, at }) => kind !== "tail" || at > lastFolding);
  // Those that a clock made which was set back since are no proof of anything.
  const past = sorted.filter(({ at }) => at <= now);
  const newestChain = (past.at(-1) ?? sorted.at(-1))?.chain;
  const ages = agesOf(sorted, now);
  const isYoung = (days: number) => {
    const young = sorted.filter((one) => one.chain === newestChain || (ages.get(one) ?? 0) <= days * day);
    return new Set(young.map(({ chain }) => chain));
  };
  const months = new Map<string, string>();
  for (const one of sorted) {
    const month = monthOf(one.at);
    const isKept = one.kind === "full" && (ages.get(one) ?? 0) <= coldYears * 365.25 * day;
    if (isKept && !months.has(month)) months.set(month, one.backup);
  }
  const monthly = new Set(months.values());

  const hot = isYoung(hotDays);
  const data = sorted.filter(({ backup, chain }) => hot.has(chain) || monthly.has(backup));

  const knowsAll = ({ at, destructions }: KnownBackup) =>
    destroyed === undefined ||
    (destructions === undefined ? at > destroyed.lastAt && at <= now : destructions >= destroyed.count);
  const isSuperseded = destroyed !== undefined && past.some((one) => one.kind === "full" && knowsAll(one));
  const withKeys = isYoung(keyDays);
  const knowing = new Set(sorted.filter((one) => one.kind === "full" && knowsAll(one)).map(({ backup }) => backup));
  const keys = sorted.filter(({ chain }) => withKeys.has(chain) && (!isSuperseded || knowing.has(chain)));
  const names = (some: readonly KnownBackup[]) => new Set(some.map(({ backup }) => backup));
  const oldest = Math.min(now - keyDays * day, ...keys.map(({ at }) => at));
  return { data: names(data), keys: names(keys), keysFrom: isSuperseded ? Math.max(oldest, destroyed.lastAt) : oldest };
}

/** How long ago each was, oldest first, as far as backups saw the time go by. */
function agesOf(sorted: readonly KnownBackup[], now: number): ReadonlyMap<KnownBackup, number> {
  const ages = new Map<KnownBackup, number>();
  let age = 0;
  let next = now;
  for (const one of sorted.toReversed()) {
    age += Math.min(Math.max(0, next - one.at), mostBetween);
    next = Math.min(next, one.at);
    ages.set(one, age);
  }
  return ages;
}
