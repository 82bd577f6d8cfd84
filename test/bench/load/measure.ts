import { performance } from "node:perf_hooks";
import { type Base, type FhirConnection, connectTo } from "./base.ts";
import { type Random, seededRandom } from "../../support/random.ts";
import type { Scenario } from "./scenarios.ts";
import type { World } from "./world.ts";

/** Processor time that a party has used so far, in microseconds. */
export interface Meter {
  readonly name: string;
  read(): number;
}

/** One scenario against one base for some seconds. */
export interface Round {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** What went wrong, and how often. */
  readonly errors: Readonly<Record<string, number>>;
  /** Processor time by party, microseconds per request. */
  readonly processorMicroseconds: Readonly<Record<string, number>>;
}

export interface RoundOptions {
  readonly connections: number;
  readonly seconds: number;
  readonly seed: number;
  readonly meters: readonly Meter[];
}

/** Every so many answers, one is parsed and judged closely. */
const closelyEvery = 16;

const generatorMeter: Meter = {
  name: "generator",
  read() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Sends one request after the other over each connection until the time is up. */
export async function measureRound(
  base: Base,
  world: World,
  scenario: Scenario,
  options: RoundOptions,
): Promise<Round> {
  const latencies: number[] = [];
  const errors: Record<string, number> = {};
  const fail = (what: string) => {
    errors[what] = (errors[what] ?? 0) + 1;
  };
  let sent = 0;
  const meters = [generatorMeter, ...options.meters];
  const connections = Array.from({ length: options.connections }, () => connectTo(base));
  const before = meters.map((meter) => meter.read());
  const start = performance.now();
  const deadline = start + options.seconds * 1000;

  async function work(connection: FhirConnection, random: Random): Promise<void> {
    for (;;) {
      const began = performance.now();
      if (began >= deadline) return;
      const { request, fault } = scenario.next(random, world);
      sent += 1;
      const closely = sent % closelyEvery === 0;
      try {
        const answer = await connection.send(request);
        latencies.push(performance.now() - began);
        const found = fault(answer, closely);
        if (found !== undefined) fail(found);
      } catch (error) {
        fail(error instanceof Error ? error.message : "unknown");
      }
    }
  }

  try {
    await Promise.all(
      connections.map((connection, index) => work(connection, seededRandom(options.seed * 1009 + index))),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
  const seconds = (performance.now() - start) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  const processorMicroseconds = Object.fromEntries(
    meters.map((meter, index) => [meter.name, (meter.read() - (before[index] ?? 0)) / Math.max(1, sent)]),
  );
  return {
    requests: sent,
    seconds,
    perSecond: sent / seconds,
    p50Milliseconds: quantile(sorted, 0.5),
    p99Milliseconds: quantile(sorted, 0.99),
    errors,
    processorMicroseconds,
  };
}
