/** Knows whether what is remembered of keys may still be used. */
export interface Freshness {
  /** Resolves at once while an answer of the last moment holds; else asks. @throws DatabaseError */
  ensure(): Promise<void>;
  readonly isFresh: boolean;
}

/** How long an answer holds, counted from the question. With the time that a request needs to end, destroyed keys serve nobody
 *  after a second. */
const leaseMilliseconds = 900;
const askEveryMilliseconds = 300;

/** Asks for the number that every change of a key raises, several times a second from the first use on. Nothing that is remembered
 *  serves while there is no answer.
 *  @param onChange makes what is remembered anew; the answer counts after it */
export function keepFresh(readEpoch: () => Promise<number>, onChange: () => Promise<void>): Freshness {
  let known: number | undefined;
  let fresh = false;
  let asking: Promise<void> | undefined;
  let lapse: NodeJS.Timeout | undefined;

  async function ask(): Promise<void> {
    let late = false;
    const mine = setTimeout(() => {
      late = true;
      if (lapse === mine) fresh = false;
    }, leaseMilliseconds);
    mine.unref();
    const epoch = await readEpoch();
    if (known !== epoch) {
      if (known !== undefined) await onChange();
      known = epoch;
    }
    if (late) return;
    clearTimeout(lapse);
    lapse = mine;
    fresh = true;
    setTimeout(() => void once().catch(() => undefined), askEveryMilliseconds).unref();
  }

  function once(): Promise<void> {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  return {
    get isFresh() {
      return fresh;
    },
    async ensure() {
      // An answer that came too late doesn't count; a database as slow as that is asked again.
      while (!fresh) await once();
    },
  };
}
