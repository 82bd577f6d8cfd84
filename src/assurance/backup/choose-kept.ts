/** A backup, as far as it matters for how long it is kept. */
export interface KnownBackup {
  readonly backup: string;
  readonly kind: "full" | "increment";
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
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** What stays. The newest chain always does.
 *  @param destroyed archives of keys from before the last destruction go as soon as there is a full one from after it. A destruction has its
 *    moment before it is committed: of a backup in between the moment alone says the wrong thing */
export function chooseKept(backups: readonly KnownBackup[], now: number, destroyed: Destructions | undefined): Kept {
  const sorted = backups.toSorted((a, b) => a.at - b.at);
  // Those that a clock made which was set back since are no proof of anything.
  const past = sorted.filter(({ at }) => at <= now);
  const newestChain = (past.at(-1) ?? sorted.at(-1))?.chain;
  const isYoung = (days: number) => {
    const young = sorted.filter(({ at, chain }) => chain === newestChain || now - at <= days * day);
    return new Set(young.map(({ chain }) => chain));
  };

  const coldFrom = new Date(now);
  coldFrom.setUTCFullYear(coldFrom.getUTCFullYear() - coldYears);
  const months = new Map<string, string>();
  for (const { backup, kind, at } of sorted)
    if (kind === "full" && at >= coldFrom.getTime() && !months.has(monthOf(at))) months.set(monthOf(at), backup);
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
