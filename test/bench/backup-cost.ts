// What the schedule's tails take of the whole load's pace: `node test/bench/backup-cost.ts [--rounds 5] [--seconds 42]`. One server as `npm start` runs it, with
// all scenarios of run.ts one after the other in each round, equally long. Each second one begins with a tail of all that the round before brought, as
// the schedule takes one in a minute; from pair to pair another scenario comes first. A scenario's pace in rounds with tails is held against its own in rounds alone,
// and the mean of the five is what is left.
import { parseArgs } from "node:util";
import { aBase } from "./load/base.ts";
import { measureRound } from "./load/measure.ts";
import { table } from "./load/report.ts";
import { type Scenario, scenarios } from "./load/scenarios.ts";
import { refreshingToken } from "./load/token-source.ts";
import { populate } from "./load/world.ts";
import { startServer } from "./server/start-server.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: String(scenarios.length) },
    /** Of a round: the schedule takes a tail each 42 seconds where a minute may be lost. */
    seconds: { type: "string", default: "42" },
    connections: { type: "string", default: "16" },
  },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const kinds = ["alone", "with a tail"] as const;
type Kind = (typeof kinds)[number];
const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;

const server = await startServer("whole");
try {
  const token = await refreshingToken(`${server.origin}/oauth/token`, server.client);
  const base = aBase("wardbook", `${server.origin}/fhir`, token.token);
  const world = await populate(base, { seed: 1, patients: 200, observations: 100, connections, tag: "bx" });
  await server.backUp("increment");
  const paces = new Map(
    scenarios.map(({ name }) => [name, { alone: [], "with a tail": [] } as Record<Kind, number[]>]),
  );
  let failed = 0;

  async function load(scenario: Scenario, seed: number): Promise<number> {
    const share = seconds / scenarios.length;
    const measured = await measureRound(base, world, scenario, { connections, seconds: share, seed, meters: [] });
    failed += Object.values(measured.errors).reduce((sum, count) => sum + count, 0);
    return measured.perSecond;
  }

  async function round(kind: Kind, pair: number): Promise<void> {
    const order = [...scenarios.slice(pair % scenarios.length), ...scenarios.slice(0, pair % scenarios.length)];
    const began = performance.now();
    const tailing = kind === "with a tail" ? server.backUp("tail") : undefined;
    for (const [at, scenario] of order.entries())
      paces.get(scenario.name)?.[kind].push(await load(scenario, 100 * pair + at));
    const lasted = (performance.now() - began) / 1000;
    const tail = await tailing;
    if (tail !== undefined && tail.seconds > lasted)
      throw new Error("the tail took longer than the round it stands in: take --seconds longer");
    const took =
      tail === undefined ? "" : `: ${tail.rows} rows in ${tail.seconds.toFixed(1)} s of ${lasted.toFixed(0)}`;
    console.error(`pair ${pair + 1}, ${kind}${took}`);
  }

  /** What a round brings, for the tail of the round after it. */
  async function fill(pair: number): Promise<void> {
    for (const [at, scenario] of scenarios.entries()) await load(scenario, 100 * pair + 50 + at);
  }

  for (let pair = 0; pair < Number(values.rounds); pair += 1) {
    await server.backUp("tail");
    // What gets slower as it grows is held against neither.
    if (pair % 2 === 0) await round("alone", pair);
    else await fill(pair);
    await round("with a tail", pair);
    if (pair % 2 === 1) await server.backUp("tail");
    if (pair % 2 === 1) await round("alone", pair);
  }
  token.stop();
  const left = [...paces].map(([name, of]) => ({
    name,
    alone: mean(of.alone),
    beside: mean(of["with a tail"]),
  }));
  console.log(
    table(
      ["scenario", "alone, requests/s", "with a tail each round", "left"],
      left.map(({ name, alone, beside }) => [
        name,
        alone.toFixed(0),
        beside.toFixed(0),
        `${((100 * beside) / alone).toFixed(1)} %`,
      ]),
    ),
  );
  console.log(
    `\n${(100 * mean(left.map(({ alone, beside }) => beside / alone))).toFixed(1)} % of the pace is left (goal: >= 95 %); requests that failed: ${failed}`,
  );
  if (failed > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
