export interface Taken {
  /** How many of the points asked for were still there. */
  readonly granted: number;
  /** How many are left for everybody after this. */
  readonly remaining: number;
  /** When the window ends, milliseconds since 1970. */
  readonly resetAt: number;
}

/** Takes points out of a key's budget of this size, which all server processes share. */
export type Take = (key: string, points: number, limit: number) => Promise<Taken>;

/** What a payer has left. It changes with the next request: read it at once. */
export interface Standing {
  /** Below zero: this request is one too many. */
  left: number;
  /** Beyond what is left here. */
  remaining: number;
  resetAt: number;
}

interface Lease extends Standing {
  readonly limit: number;
  readonly lot: number;
  spent: boolean;
  refill: Promise<void> | undefined;
}

export interface LeaseOptions {
  readonly take: Take;
  /** Of a key for which no other is said. */
  readonly limit: number;
  readonly windowMilliseconds: number;
  readonly now: () => number;
}

const mostKeys = 50_000;
/** A process takes points in lots, so that a request costs no round trip to the database; it may run ahead by one lot. */
const lots = 50;

/** Counts a request of a key, or several that come as one. @param limit when it isn't the usual one: each begins a window of its own */
export type CountKey = (key: string, points?: number, limit?: number) => Standing | Promise<Standing>;

export function createLeases(options: LeaseOptions): CountKey {
  const { take, windowMilliseconds, now } = options;
  const leases = new Map<string, Lease>();

  function refill(key: string, lease: Lease, borrowed: number): Promise<void> {
    const { lot, limit } = lease;
    lease.refill ??= take(key, lot, limit)
      .then(({ granted, remaining, resetAt }) => {
        lease.left += granted - borrowed;
        lease.spent = granted < lot;
        lease.remaining = remaining;
        lease.resetAt = resetAt;
      })
      .finally(() => {
        lease.refill = undefined;
      });
    return lease.refill;
  }

  /** Behind the back of whoever counts. A fault shows to the next who has to wait, and ends no process. */
  function refillSoon(key: string, lease: Lease, borrowed: number): void {
    refill(key, lease, borrowed).catch(() => undefined);
  }

  function begin(key: string, limit: number, lot: number): Lease {
    const lease = {
      limit,
      lot,
      left: lot,
      remaining: limit - lot,
      resetAt: now() + windowMilliseconds,
      spent: false,
      refill: undefined,
    };
    leases.delete(key);
    // The oldest goes: what it hadn't used of its lot is lost to its window, and no more.
    const [oldest] = leases.keys();
    if (leases.size >= mostKeys && oldest !== undefined) leases.delete(oldest);
    leases.set(key, lease);
    refillSoon(key, lease, lot);
    return lease;
  }

  async function wait(key: string, lease: Lease): Promise<Standing> {
    while (lease.left < 0 && !lease.spent) await refill(key, lease, 0);
    return lease;
  }

  async function takeEach(key: string, points: number, limit: number): Promise<Standing> {
    const { granted, remaining, resetAt } = await take(key, points, limit);
    return { left: granted - points, remaining, resetAt };
  }

  return (key, points = 1, limit = options.limit) => {
    const lot = Math.floor(limit / lots);
    // A small budget guards something that costs more than a round trip: each of its points is asked for.
    if (lot < 2) return takeEach(key, points, limit);
    const known = leases.get(key);
    const goesOn = known !== undefined && known.limit === limit && now() < known.resetAt;
    const lease = goesOn ? known : begin(key, limit, lot);
    lease.left -= points;
    if (lease.left < 0) return lease.spent ? lease : wait(key, lease);
    if (lease.left < lot / 2 && !lease.spent && lease.refill === undefined) refillSoon(key, lease, 0);
    return lease;
  };
}
