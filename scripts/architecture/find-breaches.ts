import { posix } from "node:path";
import type { Breach } from "./breach.ts";
import { findCircles } from "./find-circles.ts";
import { type Home, isTestFile, moduleOf } from "./home.ts";
import { fits, fitsFile, type Law, lies } from "./law.ts";
import type { Import, Source } from "./read-source.ts";

/** Every breach of the law. Reading nothing is a breach too: a law that covers no file protects nothing. */
export function findBreaches(law: Law, sources: readonly Source[]): Breach[] {
  return [
    ...findEmptiness(law, sources),
    ...sources.flatMap((source) => checkSource(law, source)),
    ...findCircles(law, sources),
  ];
}

function findEmptiness(law: Law, sources: readonly Source[]): Breach[] {
  const breaches: Breach[] = [];
  const path = "architecture.json";
  if (sources.flatMap(({ imports }) => imports).length === 0)
    breaches.push({ path, what: "no import was read at all" });
  for (const module of law.modules) {
    if (!sources.some((source) => moduleOf(law, source.path)?.module === module)) {
      breaches.push({ path, what: `no file lies in ${module.at}` });
    }
  }
  const places = [...law.only.flatMap(({ by }) => by), ...law.typesOnly.map(({ from }) => from)];
  for (const place of places) {
    if (!sources.some((source) => lies(source.path, place))) breaches.push({ path, what: `no file lies in ${place}` });
  }
  if (!sources.some(({ statements }) => statements.length > 0)) breaches.push({ path, what: "no SQL was read at all" });
  return breaches;
}

function checkSource(law: Law, source: Source): Breach[] {
  const { path } = source;
  const isTest = isTestFile(law, path);
  const home = moduleOf(law, path);
  if (home === undefined && !isTest) return [{ path, what: "lies in no module that architecture.json knows" }];
  const breaches = source.imports.flatMap((entry) => checkImport(law, path, isTest, home, entry));
  if (isTest || !path.startsWith("src/")) return breaches;
  for (const statement of source.statements) {
    if (law.sql.in.some((place) => fitsFile(path, place))) break;
    breaches.push({ path, what: `holds SQL (${statement.slice(0, 40)}): ${law.sql.because}` });
  }
  for (const ambient of source.ambient) {
    if (law.ambient.in.some((place) => lies(path, place))) break;
    breaches.push({ path, what: `uses ${ambient}: ${law.ambient.because}` });
  }
  return breaches;
}

function checkImport(law: Law, path: string, isTest: boolean, home: Home | undefined, entry: Import): Breach[] {
  const { specifier, typeOnly } = entry;
  const breaches: Breach[] = [];
  const say = (what: string) => breaches.push({ path, what });
  const isRelative = specifier.startsWith(".");
  const target = isRelative ? posix.join(posix.dirname(path), specifier) : specifier;
  if (!isTest) {
    for (const { what, by, because } of law.only) {
      const isMeant = isRelative ? lies(target, what) && !lies(path, what) : specifier === what;
      if (isMeant && !by.some((place) => lies(path, place))) say(`imports ${specifier}: ${because}`);
    }
  }
  for (const { from, to, because } of law.typesOnly) {
    if (isRelative && !typeOnly && lies(path, from) && lies(target, to))
      say(`imports values from ${target}: ${because}`);
  }
  if (!isRelative) {
    if (!isTest && home !== undefined && !isPackageAllowed(home.module, specifier)) {
      say(`imports the package ${specifier}, which ${home.module.at} may not`);
    }
    return breaches;
  }
  if (!/\.(ts|tsx|js|mjs|cjs|json|css)$/.test(target)) say(`imports ${specifier} without its ending`);
  const isTargetTest = isTestFile(law, target);
  if (isTargetTest && !isTest) say(`imports ${target}, which is for tests`);
  const there = moduleOf(law, target);
  if (there === undefined || there.folder === home?.folder || isTargetTest) return breaches;
  if (!isTest && home !== undefined && !home.module.imports.some((place) => fits(there.folder, place))) {
    say(`imports ${there.folder}, which ${home.folder} may not`);
  }
  // A part of a module may have a door of its own ("http/identity/index.ts"); the modules of one folder have none.
  const isDoor = posix.basename(target) === law.door || !there.folder.includes("/");
  if (!isDoor) say(`imports ${target} past its door, ${there.folder}/${law.door}`);
  return breaches;
}

function isPackageAllowed(module: Home["module"], specifier: string): boolean {
  if (specifier.startsWith("node:") || module.packages.includes("*")) return true;
  return module.packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}
