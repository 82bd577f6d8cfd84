import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lock, lockPolicy, openLock } from "./lock-machine.ts";
import { type LockFactor, type Lockout, admit, fail, lapseLockout, lockFactors, succeed } from "./lockout.ts";
import {
  type Throttle,
  type ThrottleEvent,
  type ThrottlePolicies,
  type ThrottleState,
  calmThrottle,
  stepThrottle,
  throttlePolicies,
  throttleTransitions,
} from "./throttle-machine.ts";

const minute = 60_000;
/** Locks last one tick, so that in one tick no lock both falls shut and opens. */
const tick = lockPolicy.lockedMinutes * minute;
/** As the real one, with fewer free attempts, so that every state can be visited. What many names do to a place is explored beside. */
const small: ThrottlePolicies = {
  name: { freely: 3, firstPauseMs: tick / 4, longestPauseMs: tick, lapseMs: 4 * tick },
  place: throttlePolicies.place,
};

/** One name: its owner's place, a stranger's, and the name as a whole. Times are from now, so that equal states are one. */
interface World {
  readonly factor: LockFactor;
  readonly familiar: boolean;
  readonly home: Lock;
  readonly afar: Lock;
  readonly name: Throttle;
  /** The stranger's attempts under way, whose secret is being looked at. */
  readonly flying: number;
  /** Guesses of the stranger looked at within this tick. */
  readonly guesses: number;
}

const events = [
  "stranger-begins",
  "stranger-fails",
  "stranger-fails-at-home",
  "owner-fails",
  "owner-succeeds",
  "tick",
] as const;
type WorldEvent = (typeof events)[number];
const mostFlying = 2;
const now = 1_000_000 * tick;

const homeOf = (world: World): Lockout => ({
  factor: world.factor,
  source: world.home,
  name: world.name,
  place: calmThrottle,
  familiar: world.familiar,
});
const afarOf = (world: World): Lockout => ({
  factor: world.factor,
  source: world.afar,
  name: world.name,
  place: calmThrottle,
  familiar: false,
});

/** Where the event leads; undefined where it can't happen. */
function step(world: World, event: WorldEvent): World | undefined {
  switch (event) {
    case "stranger-begins": {
      if (world.flying === mostFlying) return undefined;
      const { kind, lockout } = admit(afarOf(world), now, small);
      const looked = kind === "looked-at" ? 1 : 0;
      return {
        ...world,
        afar: lockout.source,
        name: lockout.name,
        flying: world.flying + looked,
        guesses: world.guesses + looked,
      };
    }
    case "stranger-fails": {
      if (world.flying === 0) return undefined;
      const lockout = fail(afarOf(world), now);
      return { ...world, afar: lockout.source, name: lockout.name, flying: world.flying - 1 };
    }
    case "stranger-fails-at-home":
    case "owner-fails": {
      const admitted = admit(homeOf(world), now, small);
      const { source, name } = admitted.kind === "looked-at" ? fail(admitted.lockout, now) : admitted.lockout;
      return { ...world, home: source, name };
    }
    case "owner-succeeds": {
      const admitted = admit(homeOf(world), now, small);
      if (admitted.kind === "refused") return { ...world, home: admitted.lockout.source, name: admitted.lockout.name };
      const { source, name } = succeed(admitted.lockout, now) ?? admitted.lockout;
      // Whoever came in whole is known here from now on.
      return { ...world, home: source, name, familiar: true };
    }
    case "tick":
      return { ...world, ...later(world), guesses: 0 };
  }
}

/** A tick later: what counts from now moves nearer. */
function later({ home, afar, name }: World): Pick<World, "home" | "afar" | "name"> {
  const lock = (one: Lock) => (one.state === "open" ? one : { ...one, until: one.until - tick });
  const moved: Throttle =
    name.state === "calm" ? name : { ...name, nextAt: Math.max(0, name.nextAt - tick), until: name.until - tick };
  return { home: lock(home), afar: lock(afar), name: moved };
}

/** Lapsed and open are one; so are pauses that are over. */
function normal(world: World): World {
  const home = lapseLockout(homeOf(world), now);
  const afar = lapseLockout(afarOf(world), now);
  const { name } = home;
  return {
    ...world,
    home: home.source,
    afar: afar.source,
    name: name.nextAt <= now ? { ...name, nextAt: 0 } : name,
  };
}

function explore(
  factor: LockFactor,
): readonly { readonly world: World; readonly next: readonly [WorldEvent, World][] }[] {
  const start: World = {
    factor,
    familiar: false,
    home: openLock,
    afar: openLock,
    name: calmThrottle,
    flying: 0,
    guesses: 0,
  };
  const seen = new Map<string, { world: World; next: [WorldEvent, World][] }>();
  const queue = [start];
  seen.set(JSON.stringify(start), { world: start, next: [] });
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

describe("the throttle's table", () => {
  const states = ["calm", "counting", "slowed"] as const satisfies readonly ThrottleState[];
  const steps = [
    "attempt",
    "limit-reached",
    "taken-back",
    "limit-left",
    "success",
    "lapse",
    "unlock",
  ] as const satisfies readonly ThrottleEvent[];
  const pairs = states.flatMap((state) => steps.map((event) => [state, event] as const));

  test("has exactly the legal pairs that were thought of", () => {
    const legal = pairs.filter(([state, event]) => throttleTransitions[state][event] !== undefined);
    expect(legal.map((pair) => pair.join(" "))).toEqual([
      "calm attempt",
      "counting attempt",
      "counting limit-reached",
      "counting taken-back",
      "counting success",
      "counting lapse",
      "counting unlock",
      "slowed attempt",
      "slowed taken-back",
      "slowed limit-left",
      "slowed success",
      "slowed lapse",
      "slowed unlock",
    ]);
  });

  test.each(pairs.filter(([state, event]) => throttleTransitions[state][event] === undefined))(
    "refuses that a throttle that is %s takes %s",
    (state, event) => {
      expect(() => stepThrottle(state, event)).toThrow("takes no");
    },
  );
});

describe.each(lockFactors)("every state that attempts on a %s can reach", (factor) => {
  const all = explore(factor);

  test("was visited, and each event led from each to a visited one", () => {
    const known = new Set(all.map(({ world }) => JSON.stringify(world)));
    console.info(`${factor}: ${known.size} states, ${all.reduce((sum, { next }) => sum + next.length, 0)} transitions`);
    expect(known.size).toBeGreaterThan(factor === "recovery-code" ? 500 : 3_000);
    for (const { next } of all) for (const [, reached] of next) expect(known.has(JSON.stringify(reached))).toBe(true);
  });

  test("lets a stranger's place guess five times in fifteen minutes and no more", () => {
    const most = Math.max(...all.map(({ world }) => world.guesses));
    expect(most).toBeLessThanOrEqual(lockPolicy.attempts);
    if (factor === "recovery-code") expect(most).toBe(lockPolicy.attempts);
  });

  test("leaves the lock of the owner's place alone, whatever strangers do elsewhere", () => {
    for (const { world, next } of all)
      for (const [event, reached] of next)
        if (event === "stranger-begins" || event === "stranger-fails") expect(reached.home).toEqual(world.home);
  });

  test("lets the owner be looked at in a familiar place, unless attempts in that place locked it", () => {
    for (const { world } of all) {
      if (!world.familiar || world.home.state === "locked" || world.home.attempts >= lockPolicy.attempts) continue;
      expect(admit(homeOf(world), now, small).kind).toBe("looked-at");
    }
  });

  test("is over for everybody after fifteen quiet minutes", () => {
    for (const { world } of all) {
      const quiet = normal({ ...world, ...later(world), flying: 0 });
      for (const lockout of [homeOf(quiet), afarOf(quiet)]) {
        // Five attempts whose outcome never came stay counted: the sixth falls shut, and that too ends.
        if (lockout.source.state === "counting" && lockout.source.attempts >= lockPolicy.attempts) continue;
        expect(admit(lockout, now, small).kind).toBe("looked-at");
      }
    }
  });

  test(factor === "recovery-code" ? "never slows the name" : "slows strangers in every place together", () => {
    const slowed = all.filter(({ world }) => world.name.state === "slowed");
    if (factor === "recovery-code") {
      expect(slowed).toEqual([]);
      return;
    }
    expect(slowed.length).toBeGreaterThan(0);
    for (const { world } of slowed) {
      if (world.name.nextAt <= now) continue;
      const fresh: Lockout = { factor, source: openLock, name: world.name, place: calmThrottle, familiar: false };
      expect(admit(fresh, now, small).kind).toBe("refused");
    }
  });
});

test("guessing from any number of places gets through the free attempts and then one per pause", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 4 * minute }), { minLength: 50, maxLength: 300 });
  fc.assert(
    fc.property(gaps, (waits) => {
      let name = calmThrottle;
      let at = now;
      let place = 0;
      const looked: number[] = [];
      for (const wait of waits) {
        at += wait;
        place += 1;
        // Each attempt from a place of its own: the worst that a stranger with a whole network can do.
        const fresh = { factor: "password", source: openLock, place: calmThrottle, familiar: false } as const;
        const admitted = admit({ ...fresh, name }, at);
        name = admitted.lockout.name;
        if (admitted.kind === "looked-at") looked.push(at);
      }
      expect(place).toBe(waits.length);
      for (const [n, one] of looked.entries()) {
        const next = looked[n + 1];
        if (n + 1 < throttlePolicies.name.freely + 6 || next === undefined) continue;
        expect(next - one).toBeGreaterThanOrEqual(throttlePolicies.name.longestPauseMs);
      }
    }),
  );
});
