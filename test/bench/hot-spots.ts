// Where a server's processor time went: node test/bench/hot-spots.ts <file.cpuprofile> [seconds before the end] [rows]
// Make one with `node test/bench/run.ts --only search-code --node=--cpu-prof,--cpu-prof-dir=/tmp/profiles`.
import { readFile } from "node:fs/promises";

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const [file = "", lastSeconds = "4", rows = "45"] = process.argv.slice(2);
const profile = JSON.parse(await readFile(file, "utf8")) as Profile;
const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
const parents = new Map(
  profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
);

function nameOf(id: number): string {
  const frame = nodes.get(id)?.callFrame;
  if (frame === undefined) return "?";
  const path = frame.url.replace(/^.*\/(?=(?:src|test)\/)/, "").replace(/^.*\/node_modules\//, "");
  return `${frame.functionName || "(anonymous)"} ${path}:${frame.lineNumber + 1}`;
}

const self = new Map<string, number>();
const total = new Map<string, number>();
let remaining = Number(lastSeconds) * 1e6;
let counted = 0;
for (let index = profile.samples.length - 1; index >= 0 && remaining > 0; index -= 1) {
  const delta = profile.timeDeltas[index] ?? 0;
  remaining -= delta;
  counted += delta;
  const leaf = profile.samples[index] ?? 0;
  self.set(nameOf(leaf), (self.get(nameOf(leaf)) ?? 0) + delta);
  const seen = new Set<string>();
  for (let id: number | undefined = leaf; id !== undefined; id = parents.get(id)) seen.add(nameOf(id));
  for (const name of seen) total.set(name, (total.get(name) ?? 0) + delta);
}

function print(title: string, times: ReadonlyMap<string, number>): void {
  console.log(`\n${title}`);
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, Number(rows));
  for (const [name, microseconds] of sorted)
    console.log(`${((100 * microseconds) / counted).toFixed(1).padStart(6)} %  ${name}`);
}

print(`self, share of the last ${(counted / 1e6).toFixed(1)} s`, self);
print("with what it calls", total);
