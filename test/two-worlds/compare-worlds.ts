import { elsewhere } from "./hidden.ts";
import type { Observer } from "./observers.ts";
import { type Plan, type Size, planOf, shownIds } from "./plan.ts";
import type { Happening } from "./population.ts";
import { clinicOf } from "./clinic.ts";
import { anAttempt } from "./attempts.ts";
import { picksOf } from "./picks.ts";
import { aQuestion } from "./questions.ts";
import { seededRandom } from "./random.ts";
import { type Names, comparable, filledIn, nextPage } from "./sameness.ts";
import { asking, secondsBetween, start } from "./times.ts";
import type { Answer, Ask, World } from "./world.ts";

export interface Difference {
  readonly observer: string;
  readonly ask: Ask;
  readonly answers: readonly [string, string];
}

export interface Timing {
  readonly kind: string;
  readonly first: number;
  readonly second: number;
}

export interface Compared {
  readonly requests: number;
  readonly differences: readonly Difference[];
  readonly timings: readonly Timing[];
  /** How many answers there were of each status: a comparison of refusals alone would prove little. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Answers that showed some record: the observer sees something. */
  readonly showing: number;
  /** Kinds of requests of which one at least was answered with success. */
  readonly succeeded: ReadonlySet<string>;
  /** Things that only one of the worlds holds. */
  readonly hidden: readonly [number, number];
}

export interface Comparing {
  readonly observer: Observer;
  readonly seed: number;
  readonly size: Size;
  readonly requests: number;
  /** The share of requests that try to write. */
  readonly attempts: number;
  readonly open: () => Promise<World>;
}

const shows = /"resourceType":"(?:Patient|Observation|Condition|Encounter|Appointment)"/;
const mostPages = 3;
const mostDifferences = 20;

function directoryOf({ directory, seed }: Plan): Happening[] {
  const { facilities, practitioners } = directory;
  return [
    ...clinicOf(directory, seededRandom(seed * 13)),
    ...facilities.map((id, index) => ({ resourceType: "Organization", id, name: `Site ${index + 1}`, active: true })),
    ...practitioners.map((id, index) => ({
      resourceType: "Practitioner",
      id,
      name: [{ family: `Staff ${index + 1}` }],
    })),
  ].map((resource, index) => ({
    at: start + (index + 1) * secondsBetween * 1000,
    kind: "put",
    resource,
  }));
}

/** What happens in one of the two worlds, in order of time. */
function historyOf(plan: Plan, observer: Observer, random: () => number): { all: Happening[]; hidden: number } {
  const { veil } = observer;
  const shown =
    veil === undefined
      ? plan.shown
      : plan.shown.map((one) => (one.kind === "put" ? { ...one, resource: veil(one.resource, plan, random) } : one));
  const hidden = observer.hidden(plan, random);
  const all = [...directoryOf(plan), ...shown, ...hidden].sort((a, b) => a.at - b.at);
  return { all, hidden: hidden.length };
}

/** Makes two worlds that differ only in what the observer may not see, and asks both the same. */
export async function compareWorlds(comparing: Comparing): Promise<Compared> {
  const { observer, seed, size } = comparing;
  const plan = planOf(seed, size);
  const worlds = [await comparing.open(), await comparing.open()] as const;
  try {
    const hidden: number[] = [];
    for (const [index, world] of worlds.entries()) {
      const random = seededRandom(seed * 31 + index + 1);
      const history = historyOf(plan, observer, random);
      hidden.push(history.hidden);
      await world.happen(history.all);
      await world.happenElsewhere(elsewhere(plan, random));
    }
    return { ...(await askBoth(comparing, plan, worlds)), hidden: [hidden[0] ?? 0, hidden[1] ?? 0] };
  } finally {
    for (const world of worlds) await world.close();
  }
}

async function askBoth(
  { observer, seed, requests, attempts }: Comparing,
  plan: Plan,
  worlds: readonly [World, World],
): Promise<Omit<Compared, "hidden">> {
  const random = seededRandom(seed * 17 + 5);
  const facts = observer.facts(plan);
  const known = new Set([
    ...shownIds(plan),
    ...plan.doubtful.patients,
    ...plan.doubtful.records,
    ...plan.directory.facilities,
    ...plan.directory.practitioners,
    ...Object.values(plan.directory.clinic),
  ]);
  const names = [
    { known, given: new Map<string, string>() },
    { known, given: new Map<string, string>() },
  ] as const satisfies readonly Names[];
  const differences: Difference[] = [];
  const timings: Timing[] = [];
  const statuses = new Map<number, number>();
  let showing = 0;
  const succeeded = new Set<string>();
  let at = asking;
  let asked = 0;
  // Attempts come last: what they write is in both worlds, and must be equal there too.
  const quiet = Math.floor(requests * (1 - attempts));
  while (asked < requests && differences.length < mostDifferences) {
    const given = Math.min(names[0].given.size, names[1].given.size);
    const picks = picksOf(random, plan, { given, isProgram: facts.kind === "client" || facts.app !== undefined });
    const ask = asked < quiet || asked % 2 === 0 ? aQuestion(picks) : anAttempt(picks);
    let both: readonly [Ask, Ask] | undefined = [
      filledIn(ask, names[0], worlds[0].colleague),
      filledIn(ask, names[1], worlds[1].colleague),
    ];
    for (let page = 0; both !== undefined && page < mostPages && asked < requests; page += 1) {
      at += secondsBetween * 1000;
      const order = asked % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
      const answers: [Answer?, Answer?] = [];
      for (const index of order) answers[index] = await worlds[index].ask(at, facts, both[index]);
      const [first, second] = answers;
      if (first === undefined || second === undefined) throw new Error("a world gave no answer");
      asked += 1;
      timings.push({ kind: ask.kind, first: first.microseconds, second: second.microseconds });
      statuses.set(first.status, (statuses.get(first.status) ?? 0) + 1);
      if (shows.test(first.body)) showing += 1;
      if (first.status < 300) succeeded.add(ask.kind);
      const texts = [comparable(first, names[0]), comparable(second, names[1])] as const;
      // A fault of ours is no answer, even where both worlds have it.
      if (texts[0] !== texts[1] || first.status >= 500)
        differences.push({ observer: observer.name, ask: both[0], answers: texts });
      const next: readonly [string | undefined, string | undefined] = [nextPage(first), nextPage(second)];
      both =
        ask.kind.startsWith("search") && next[0] !== undefined && next[1] !== undefined
          ? [
              { kind: `${ask.kind}, next page`, method: "GET", url: next[0] },
              { kind: `${ask.kind}, next page`, method: "GET", url: next[1] },
            ]
          : undefined;
    }
  }
  return { requests: asked, differences, timings, statuses, showing, succeeded };
}
