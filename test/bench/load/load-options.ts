import type { LoadOptions } from "./compare.ts";
import { scenarios } from "./scenarios.ts";

/** Words of the command line that say how much load, and which. */
export const loadWords = {
  connections: { type: "string", default: "16" },
  seconds: { type: "string", default: "5" },
  rounds: { type: "string", default: "3" },
  "warm-up": { type: "string", default: "3" },
  patients: { type: "string", default: "200" },
  observations: { type: "string", default: "100" },
  seed: { type: "string", default: "1" },
  only: { type: "string" },
  json: { type: "string" },
} as const;

type LoadValues = Readonly<Record<Exclude<keyof typeof loadWords, "only" | "json">, string>> & {
  readonly only?: string | undefined;
};

/** @param tag ends every family name, so that no two runs share one */
export function loadOptions(values: LoadValues, tag: string): LoadOptions {
  const wanted = values.only?.split(",");
  return {
    scenarios: scenarios.filter(({ name }) => wanted === undefined || wanted.includes(name)),
    connections: Number(values.connections),
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    warmUpSeconds: Number(values["warm-up"]),
    seed: Number(values.seed),
    patients: Number(values.patients),
    observations: Number(values.observations),
    tag,
    say: (line) => console.error(line),
  };
}
