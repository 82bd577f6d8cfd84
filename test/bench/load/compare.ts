import type { Base } from "./base.ts";
import { type Meter, type Round, measureRound } from "./measure.ts";
import type { Scenario } from "./scenarios.ts";
import { type World, populate } from "./world.ts";

/** A base and what its parties' processor time is read from. */
export interface Contender {
  readonly base: Base;
  readonly meters: readonly Meter[];
}

export interface LoadOptions {
  readonly scenarios: readonly Scenario[];
  readonly connections: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly seed: number;
  readonly patients: number;
  readonly observations: number;
  readonly tag: string;
  readonly say: (line: string) => void;
}

export interface Measured {
  readonly scenario: Scenario;
  readonly base: string;
  readonly rounds: readonly Round[];
}

/** Runs every scenario against every contender, in alternating rounds: what the machine does meanwhile then meets them alike. */
export async function compareUnderLoad(
  contenders: readonly Contender[],
  options: LoadOptions,
): Promise<readonly Measured[]> {
  const prepared: (Contender & { readonly world: World })[] = [];
  for (const contender of contenders) {
    options.say(
      `${contender.base.name}: writing ${options.patients} patients with ${options.observations} observations each`,
    );
    prepared.push({ ...contender, world: await populate(contender.base, options) });
  }
  const measured: Measured[] = [];
  for (const scenario of options.scenarios) {
    const rounds = new Map<string, Round[]>(prepared.map(({ base }) => [base.name, []]));
    const common = { connections: options.connections };
    for (const { base, meters, world } of prepared) {
      await measureRound(base, world, scenario, {
        ...common,
        seconds: options.warmUpSeconds,
        seed: options.seed + 7919,
        meters,
      });
    }
    for (let round = 0; round < options.rounds; round += 1) {
      const order = round % 2 === 0 ? prepared : [...prepared].reverse();
      for (const { base, meters, world } of order) {
        rounds.get(base.name)?.push(
          await measureRound(base, world, scenario, {
            ...common,
            seconds: options.seconds,
            seed: options.seed + round,
            meters,
          }),
        );
      }
    }
    for (const [base, of] of rounds) measured.push({ scenario, base, rounds: of });
    options.say(`measured ${scenario.name}`);
  }
  return measured;
}
