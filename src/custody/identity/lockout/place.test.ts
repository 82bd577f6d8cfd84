import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lock, lockPolicy, openLock } from "./lock-machine.ts";
import { type Lockout, admit, fail, lapseLockout, openLockout, succeed } from "./lockout.ts";
import { type Throttle, type ThrottlePolicies, calmThrottle, throttlePolicies } from "./throttle-machine.ts";

const minute = 60_000;
/** Locks and the place's throttle last one tick. */
const tick = lockPolicy.lockedMinutes * minute;
/** As the real ones, with fewer free attempts, so that every state can be visited. */
const small: ThrottlePolicies = {
  name: { freely: 2, firstPauseMs: tick / 2, longestPauseMs: tick, lapseMs: tick },
  place: { freely: 3, firstPauseMs: tick / 4, longestPauseMs: tick, lapseMs: tick },
};

/** One place, in which a stranger tries any number of names, and a colleague works. Times are from now. */
interface World {
  /** Whether the colleague's name is familiar here. */
  readonly familiar: boolean;
  /** Of the colleague's name here. */
  readonly lock: Lock;
  readonly name: Throttle;
  readonly place: Throttle;
  /** The stranger's attempts under way, each on a name of its own. */
  readonly flying: number;
  /** Names that the stranger got looked at within this tick, one of their own left out. */
  readonly guesses: number;
}

const events = [
  "stranger-begins",
  "stranger-fails",
  "stranger-comes-in",
  "colleague-is-tried",
  "colleague-succeeds",
  "tick",
] as const;
type WorldEvent = (typeof events)[number];
const mostFlying = 2;
const now = 1_000_000 * tick;

/** A name that wasn't tried before: nothing tells whether anybody bears it. */
const freshOf = ({ place }: World): Lockout => ({ ...openLockout("password"), place });
const colleagueOf = ({ familiar, lock, name, place }: World): Lockout => ({
  factor: "password",
  source: lock,
  name,
  place,
  familiar,
});
const after = (world: World, { source, name, place }: Lockout): World => ({ ...world, lock: source, name, place });

/** Where the event leads; undefined where it can't happen. */
function step(world: World, event: WorldEvent): World | undefined {
  const { flying, guesses } = world;
  switch (event) {
    case "stranger-begins": {
      if (flying === mostFlying) return undefined;
      const { kind, lockout } = admit(freshOf(world), now, small);
      const looked = kind === "looked-at" ? 1 : 0;
      return { ...world, place: lockout.place, flying: flying + looked, guesses: guesses + looked };
    }
    case "stranger-fails":
      if (flying === 0) return undefined;
      return { ...world, place: fail(freshOf(world), now).place, flying: flying - 1 };
    case "stranger-comes-in": {
      const opened = flying === 0 ? undefined : succeed(freshOf(world), now, small);
      return opened && { ...world, place: opened.place, flying: flying - 1, guesses: guesses - 1 };
    }
    case "colleague-is-tried": {
      const admitted = admit(colleagueOf(world), now, small);
      return after(world, admitted.kind === "looked-at" ? fail(admitted.lockout, now) : admitted.lockout);
    }
    case "colleague-succeeds": {
      const admitted = admit(colleagueOf(world), now, small);
      if (admitted.kind === "refused") return after(world, admitted.lockout);
      const came = succeed(admitted.lockout, now, small);
      return came && { ...after(world, came), familiar: true };
    }
    case "tick":
      // No password is looked at for a quarter of an hour.
      return flying > 0 ? undefined : { ...world, ...later(world), guesses: 0 };
  }
}

/** A tick later: what counts from now moves nearer. */
function later({ lock, name, place }: World): Pick<World, "lock" | "name" | "place"> {
  const moved = (one: Throttle): Throttle =>
    one.state === "calm" ? one : { ...one, nextAt: Math.max(0, one.nextAt - tick), until: one.until - tick };
  return {
    lock: lock.state === "open" ? lock : { ...lock, until: lock.until - tick },
    name: moved(name),
    place: moved(place),
  };
}

/** Lapsed and open are one; so are pauses that are over. */
function normal(world: World): World {
  const { source, name, place } = lapseLockout(colleagueOf(world), now);
  const rested = (one: Throttle) => (one.nextAt <= now ? { ...one, nextAt: 0 } : one);
  return { ...world, lock: source, name: rested(name), place: rested(place) };
}

function explore(): readonly { readonly world: World; readonly next: readonly [WorldEvent, World][] }[] {
  const start: World = {
    familiar: false,
    lock: openLock,
    name: calmThrottle,
    place: calmThrottle,
    flying: 0,
    guesses: 0,
  };
  const seen = new Map<string, { world: World; next: [WorldEvent, World][] }>();
  seen.set(JSON.stringify(start), { world: start, next: [] });
  const queue = [start];
  for (let world = queue.pop(); world !== undefined; world = queue.pop()) {
    const found = seen.get(JSON.stringify(world));
    for (const event of events) {
      const reached = step(world, event);
      if (reached === undefined) continue;
      const next = normal(reached);
      found?.next.push([event, next]);
      const key = JSON.stringify(next);
      if (seen.has(key)) continue;
      seen.set(key, { world: next, next: [] });
      queue.push(next);
    }
  }
  return [...seen.values()];
}

describe("every state that attempts on many names from one place can reach", () => {
  const all = explore();

  test("was visited, the slowed ones too", () => {
    console.info(`a place: ${all.length} states, ${all.reduce((sum, { next }) => sum + next.length, 0)} transitions`);
    expect(all.length).toBeGreaterThan(400);
    expect(new Set(all.map(({ world }) => world.place.state))).toEqual(new Set(["calm", "counting", "slowed"]));
  });

  test("lets names be guessed at so often and no more, and whoever knows one password buys no guess with it", () => {
    const most = Math.max(...all.map(({ world }) => world.guesses - world.flying));
    expect(most).toBe(small.place.freely + 1);
  });

  test("lets a colleague who is familiar here be looked at, whatever names others tried", () => {
    const slowed = all.filter(({ world }) => world.place.state === "slowed" && world.familiar);
    expect(slowed.length).toBeGreaterThan(0);
    for (const { world } of slowed) {
      if (world.lock.state === "locked" || world.lock.attempts >= lockPolicy.attempts) continue;
      expect(admit(colleagueOf(world), now, small).kind).toBe("looked-at");
    }
  });

  test("slows no name and shuts no lock of a colleague whom nobody tried", () => {
    for (const { world, next } of all)
      for (const [event, { lock, name }] of next)
        if (event.startsWith("stranger")) expect({ lock, name }).toEqual({ lock: world.lock, name: world.name });
  });

  test("holds up a colleague who is new here no longer than a name that nobody bears", () => {
    for (const { world } of all) {
      if (world.lock.state !== "open" || world.name.state !== "calm" || world.familiar) continue;
      const { lockout: _theirs, ...theirs } = admit(colleagueOf(world), now, small);
      const { lockout: _nobodys, ...nobodys } = admit(freshOf(world), now, small);
      expect(theirs).toEqual(nobodys);
    }
  });

  test("is over after fifteen quiet minutes", () => {
    for (const { world } of all) {
      const quiet = normal({ ...world, ...later(world), flying: 0 });
      expect(quiet.place).toEqual(calmThrottle);
    }
  });
});

test("trying many names from one place gets through 25 in any fifteen minutes at the most", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 2 * minute }), { minLength: 50, maxLength: 300 });
  fc.assert(
    fc.property(gaps, (waits) => {
      let place = calmThrottle;
      let at = now;
      const looked: number[] = [];
      for (const wait of waits) {
        at += wait;
        const admitted = admit({ ...openLockout("password"), place }, at);
        place = admitted.lockout.place;
        if (admitted.kind === "looked-at") looked.push(at);
      }
      const most = throttlePolicies.place.freely + 5;
      for (const [n, one] of looked.entries()) {
        const beyond = looked[n + most];
        if (beyond !== undefined) expect(beyond - one).toBeGreaterThanOrEqual(15 * minute);
      }
    }),
  );
});
