// What the schedule's tails take of the whole load's pace: `node test/bench/backup-cost.ts [--tails 20] [--window 7]`. One server as `npm start` runs it, under
// all scenarios of run.ts at once. Time is cut into windows; with each third begins a tail of all that the three before brought, as the schedule takes one in a
// minute. A window with a tail is held against the mean of the two beside it, which are of the same moments on a machine whose pace wanders, and what it lacks is
// spread over the three. What is left of processor time for each request is told beside it: of server, database and generator together.
import { parseArgs } from "node:util";
import { aBase } from "./load/base.ts";
import { measureRound } from "./load/measure.ts";
import { processMeters } from "./load/process-meter.ts";
import { type Scenario, scenarios } from "./load/scenarios.ts";
import { refreshingToken } from "./load/token-source.ts";
import { populate } from "./load/world.ts";
import { startServer } from "./server/start-server.ts";

const { values } = parseArgs({
  options: {
    tails: { type: "string", default: "20" },
    /** Seconds. A tail has to end within one. */
    window: { type: "string", default: "7" },
    connections: { type: "string", default: "16" },
  },
});
const tails = Number(values.tails);
const seconds = Number(values.window);
const connections = Number(values.connections);

/** As many of each as take about as long as the others do. */
const shares: Readonly<Record<string, number>> = {
  read: 50,
  "search-name": 20,
  "search-code": 20,
  create: 20,
  import: 1,
};
const deck = scenarios.flatMap((scenario) =>
  Array.from({ length: shares[scenario.name] ?? 1 }, (): Scenario => scenario),
);
const everything: Scenario = {
  name: "everything",
  description: "all scenarios, drawn so that each takes about as long",
  resources: 1,
  next(random, world) {
    const scenario = deck[Math.floor(random() * deck.length)];
    if (scenario === undefined) throw new Error("no scenario");
    return scenario.next(random, world);
  },
};

interface Window {
  readonly perSecond: number;
  /** Of all parties, microseconds for each request. */
  readonly processor: number;
}

const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
const mean = (of: readonly number[]) => sum(of) / of.length;
const standardError = (of: readonly number[]) =>
  Math.sqrt(sum(of.map((one) => (one - mean(of)) ** 2)) / (of.length - 1) / of.length);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const server = await startServer("whole");
try {
  const token = await refreshingToken(`${server.origin}/oauth/token`, server.client);
  const base = aBase("wardbook", `${server.origin}/fhir`, token.token);
  const world = await populate(base, { seed: 1, patients: 200, observations: 100, connections, tag: "bx" });
  const meters = processMeters(server.pid);
  let failed = 0;
  let seed = 0;

  async function window(): Promise<Window> {
    seed += 1;
    const measured = await measureRound(base, world, everything, { connections, seconds, seed, meters });
    failed += sum(Object.values(measured.errors));
    return { perSecond: measured.perSecond, processor: sum(Object.values(measured.processorMicroseconds)) };
  }

  await server.backUp("increment");
  await window();
  await window();
  await server.backUp("tail");
  const pace: number[] = [];
  const processor: number[] = [];
  let before = await window();
  for (let count = 0; count < tails; count += 1) {
    const began = performance.now();
    const tailing = server.backUp("tail");
    const within = await window();
    const lasted = (performance.now() - began) / 1000;
    const tail = await tailing;
    if (tail.seconds > lasted) throw new Error("the tail took longer than its window: take --window longer");
    const after = await window();
    // Of three windows, one had a tail.
    pace.push(1 - (1 - (2 * within.perSecond) / (before.perSecond + after.perSecond)) / 3);
    processor.push(1 - (1 - (before.processor + after.processor) / (2 * within.processor)) / 3);
    const windows = [before, within, after].map((one) => `${one.perSecond.toFixed(0)}/s`).join(", ");
    console.error(`tail ${count + 1} of ${tails}: ${tail.rows} rows in ${tail.seconds.toFixed(1)} s; ${windows}`);
    before = await window();
  }
  token.stop();
  const told = (of: readonly number[]) => `${percent(mean(of))} (standard error ${percent(standardError(of))})`;
  console.log(`of the pace is left ${told(pace)}, by processor time ${told(processor)}; goal: at least 95 %`);
  console.log(`requests that failed: ${failed}`);
  if (failed > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
