import { posix } from "node:path";
import type { Breach } from "./breach.ts";
import { isTestFile, moduleOf } from "./home.ts";
import type { Law } from "./law.ts";
import type { Source } from "./read-source.ts";

interface Crossing {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** Imports by which modules lead back to themselves. Modules in a circle can't be read, or changed, one by one. */
export function findCircles(law: Law, sources: readonly Source[]): Breach[] {
  const crossings = sources.filter(({ path }) => !isTestFile(law, path)).flatMap((source) => crossingsOf(law, source));
  const imported = new Map<string, Set<string>>();
  for (const { from, to } of crossings) imported.set(from, (imported.get(from) ?? new Set()).add(to));
  const reach = new Map([...imported.keys()].map((from) => [from, reachOf(imported, from)]));
  return crossings
    .filter(({ from, to }) => reach.get(to)?.has(from) === true)
    .map(({ path, from, to }) => ({ path, what: `imports ${to}, which leads back to ${from}` }));
}

function crossingsOf(law: Law, { path, imports }: Source): Crossing[] {
  const from = moduleOf(law, path)?.folder;
  if (from === undefined) return [];
  const relative = imports.filter(({ specifier }) => specifier.startsWith("."));
  const targets = new Set(
    relative.map(({ specifier }) => moduleOf(law, posix.join(posix.dirname(path), specifier))?.folder),
  );
  return [...targets].flatMap((to) => (to === undefined || to === from ? [] : [{ path, from, to }]));
}

function reachOf(imported: ReadonlyMap<string, ReadonlySet<string>>, from: string): ReadonlySet<string> {
  const reached = new Set(imported.get(from));
  // A set goes on over what is added to it on the way.
  for (const folder of reached) for (const next of imported.get(folder) ?? []) reached.add(next);
  return reached;
}
