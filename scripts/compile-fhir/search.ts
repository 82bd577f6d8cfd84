/**
 * Compiles R4's search parameters into src/foundation/fhir/tables/search-parameters.json.
 * Usage: node scripts/compile-fhir/search.ts <folder of the R4 definitions>
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resourceTypes } from "../../src/foundation/fhir/index.ts";
import { parseSearchExpression, UncompilableExpression } from "./search-expression.ts";
import type { SearchPath } from "./search-expression.ts";
import { compilePath, indexStructures } from "./search-structure.ts";
import type { StructureDefinition, Structures, SystemOfValueSet } from "./search-structure.ts";

type Bundle<Resource> = { readonly entry: readonly { readonly resource: Resource }[] };
type Parameter = {
  readonly code: string;
  readonly type: string;
  readonly base: readonly string[];
  readonly expression?: string;
  readonly target?: readonly string[];
};
type ValueSet = {
  readonly resourceType: string;
  readonly url: string;
  readonly compose?: { readonly include: readonly { readonly system?: string; readonly valueSet?: unknown }[] };
};

const supported = new Set(["string", "token", "reference", "date", "uri", "number", "quantity"]);
const tablePath = join(import.meta.dirname, "../../src/foundation/fhir/tables/search-parameters.json");

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node scripts/compile-fhir/search.ts <folder of the R4 definitions>");
const read = <Resource>(name: string): readonly Resource[] =>
  (JSON.parse(readFileSync(join(folder, name), "utf8")) as Bundle<Resource>).entry.map((entry) => entry.resource);

const structures = indexStructures([
  ...read<StructureDefinition>("profiles-types.json"),
  ...read<StructureDefinition>("profiles-resources.json"),
]);
const systemOf = systemsByValueSet(read<ValueSet>("valuesets.json"));
const parameters = read<Parameter>("search-parameters.json");

const leftOut: string[] = [];
const common = parameters.filter((parameter) =>
  parameter.base.some((base) => base === "Resource" || base === "DomainResource"),
);
const table: Record<string, Record<string, string>> = { Resource: compileType("Resource", common, structures) };
for (const type of resourceTypes) {
  table[type] = compileType(
    type,
    parameters.filter((parameter) => parameter.base.includes(type)),
    structures,
  );
}
writeFileSync(tablePath, printTable(table));
process.stdout.write(`left out:\n${leftOut.map((line) => `  ${line}\n`).join("")}`);

function compileType(type: string, ofType: readonly Parameter[], elements: Structures): Record<string, string> {
  const rows: Record<string, string> = {};
  for (const parameter of [...ofType].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    try {
      rows[parameter.code] = compileParameter(type, parameter, elements);
    } catch (error) {
      if (!(error instanceof UncompilableExpression)) throw error;
      leftOut.push(`${type} ${parameter.code} (${parameter.type}): ${error.message}`);
    }
  }
  return rows;
}

function compileParameter(type: string, parameter: Parameter, elements: Structures): string {
  if (!supported.has(parameter.type)) throw new UncompilableExpression("a type of parameter that isn't supported");
  const paths = parseSearchExpression(parameter.expression ?? "")
    .map((path) => rooted(type, path))
    .filter((path) => path.steps[0]?.kind === "child" && path.steps[0].name === type)
    .flatMap((path) => compilePath(elements, path, systemOf));
  if (paths.length === 0) throw new UncompilableExpression("no path for this type");
  const targets = parameter.type === "reference" ? [targetList(parameter.target ?? [])] : [];
  return [parameter.type, [...new Set(paths)].join(" | "), ...targets].join(" ; ");
}

/** One published expression (InsurancePlan's `name`) leaves the type out. */
function rooted(type: string, path: SearchPath): SearchPath {
  const first = path.steps[0];
  const isElement = first?.kind === "child" && /^[a-z]/.test(first.name);
  return isElement ? { ...path, steps: [{ kind: "child", name: type }, ...path.steps] } : path;
}

function targetList(targets: readonly string[]): string {
  return targets.length >= resourceTypes.length - 5 ? "*" : [...targets].sort().join(" ");
}

function systemsByValueSet(resources: readonly ValueSet[]): SystemOfValueSet {
  const systems = new Map<string, string>();
  for (const valueSet of resources.filter((resource) => resource.resourceType === "ValueSet")) {
    const includes = valueSet.compose?.include ?? [];
    const named = new Set(includes.map((include) => (include.valueSet === undefined ? include.system : undefined)));
    const [only] = named;
    if (named.size === 1 && only !== undefined) systems.set(valueSet.url, only);
  }
  return (valueSet) => systems.get(valueSet.replace(/\|.*$/, ""));
}

function printTable(rows: Record<string, Record<string, string>>): string {
  const types = Object.entries(rows).map(([type, codes]) => {
    const lines = Object.entries(codes).map(([code, row]) => `    ${JSON.stringify(code)}: ${JSON.stringify(row)}`);
    return `  ${JSON.stringify(type)}: {${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}}`;
  });
  return `{\n${types.join(",\n")}\n}\n`;
}
