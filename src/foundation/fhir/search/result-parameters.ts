import { isResourceType } from "../resource-types.ts";
import { referenceParameter } from "./included-references.ts";
import { parametersOf } from "./parameter-table.ts";
import { SearchError } from "./search-error.ts";
import { summaries, totals } from "./search-request.ts";
import type { Include, SearchRequest, SortRule } from "./search-request.ts";
import { badValue } from "./search-value.ts";

/** Parameters that shape the answer rather than choose the resources. */
export const resultParameters: ReadonlySet<string> = new Set([
  "_count",
  "_sort",
  "_include",
  "_revinclude",
  "_total",
  "_summary",
  "_elements",
  "_cursor",
  "_format",
]);

type ResultOptions = Omit<SearchRequest, "type" | "filters" | "chains" | "ids" | "lastUpdated">;
type Pairs = readonly (readonly [string, string])[];

const defaultCount = 20;
const maximumCount = 1000;
const jsonFormats: ReadonlySet<string> = new Set(["json", "application/json", "application/fhir+json"]);

/** @throws SearchError */
export function parseResultParameters(type: string, pairs: Pairs): ResultOptions {
  for (const [name] of pairs) if (!resultParameters.has(name)) throw unsupportedForm(name);
  checkFormat(single(pairs, "_format"));
  return {
    count: parseCount(single(pairs, "_count")),
    sort: parseSort(type, single(pairs, "_sort")),
    includes: all(pairs, "_include").map((text) => parseInclude("_include", type, text)),
    revincludes: all(pairs, "_revinclude").map((text) => parseInclude("_revinclude", type, text)),
    total: oneOf(pairs, "_total", totals),
    summary: oneOf(pairs, "_summary", summaries),
    elements: parseElements(single(pairs, "_elements")),
    cursor: single(pairs, "_cursor"),
  };
}

function unsupportedForm(name: string): SearchError {
  const isIterate = name.endsWith(":iterate") || name.endsWith(":recurse");
  const code = isIterate ? "fhir/unsupported-search" : "fhir/unsupported-modifier";
  return new SearchError(code, "this parameter doesn't support this modifier", { path: name });
}

function all(pairs: Pairs, name: string): readonly string[] {
  return pairs.filter((pair) => pair[0] === name).map((pair) => pair[1]);
}

function single(pairs: Pairs, name: string): string | undefined {
  const [value, ...more] = all(pairs, name);
  if (more.length > 0) throw badValue(name, "the parameter once");
  return value;
}

function oneOf<Value extends string>(pairs: Pairs, name: string, values: readonly Value[]): Value | undefined {
  const text = single(pairs, name);
  if (text === undefined) return undefined;
  const found = values.find((value) => value === text);
  if (found === undefined) throw badValue(name, `one of ${values.join(", ")}`);
  return found;
}

function checkFormat(text: string | undefined): void {
  if (text === undefined) return;
  // A plus sign that nobody encoded arrives as a space.
  const format = text.replace(/;.*$/, "").trim().replace(" ", "+");
  if (!jsonFormats.has(format))
    throw new SearchError("fhir/unsupported-format", "only JSON is offered", { path: "_format" });
}

/** More than a page may hold is no error: a server may return fewer matches than asked for. */
function parseCount(text: string | undefined): number {
  if (text === undefined) return defaultCount;
  if (!/^[0-9]{1,9}$/.test(text)) throw badValue("_count", "a whole number");
  return Math.min(Number(text), maximumCount);
}

function parseSort(type: string, text: string | undefined): readonly SortRule[] {
  if (text === undefined) return [];
  const { parameters } = parametersOf(type);
  return text.split(",").map((part) => {
    const descending = part.startsWith("-");
    const parameter = descending ? part.slice(1) : part;
    if (!parameters.has(parameter)) throw badValue("_sort", `supported parameters of ${type}`);
    return { parameter, descending };
  });
}

function parseInclude(name: "_include" | "_revinclude", searched: string, text: string): Include {
  const [type = "", parameter = "", targetType, ...more] = text.split(":");
  if (text.includes("*"))
    throw new SearchError("fhir/unsupported-search", "includes name their parameter", { path: name });
  if (more.length > 0 || parameter === "" || !isResourceType(type))
    throw badValue(name, "Type:parameter or Type:parameter:Target");
  const { targets } = referenceParameter(type, parameter);
  if (name === "_include" && type !== searched) throw badValue(name, "a parameter of the searched type");
  const reached = name === "_include" ? targetType : (targetType ?? searched);
  if (reached !== undefined && !targets.includes(reached))
    throw badValue(name, "a type that the parameter can point to");
  if (name === "_revinclude" && reached !== searched) throw badValue(name, "the searched type as target");
  return { type, parameter, targetType };
}

function parseElements(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const elements = text.split(",").map((element) => element.trim());
  if (!elements.every((element) => /^[A-Za-z]{1,64}$/.test(element)))
    throw badValue("_elements", "names of top-level elements");
  return elements;
}
