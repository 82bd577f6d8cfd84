import { type Chain, chainLength, longestChain, parseChain } from "./chain.ts";
import { buildFilter } from "./filter.ts";
import { type AskedFilter, withJoinedStretches } from "./joined-stretch.ts";
import { parametersOf } from "./parameter-table.ts";
import { parseResultParameters, resultParameters } from "./result-parameters.ts";
import { SearchError } from "./search-error.ts";
import type { CompiledParameter } from "./search-parameter.ts";
import type { SearchRequest } from "./search-request.ts";
import { badValue, splitEscaped } from "./search-value.ts";
import type { TimeRange } from "./time-range.ts";
import { instantsAsked, intersectRanges } from "./time-ranges.ts";
import { isResourceType } from "../resource-types.ts";

export const maximumParameters = 64;
export const maximumValues = 100;
export const maximumValueLength = 2000;

const idText = /^[A-Za-z0-9\-.]{1,64}$/;

/**
 * Parses a search's decoded name and value pairs. What isn't understood is refused, never ignored: an answer that
 * left a condition out would be a wrong answer.
 * @throws SearchError with the parameter as its path
 */
export function parseSearch(type: string, pairs: readonly (readonly [string, string])[]): SearchRequest {
  const { parameters } = parametersOf(type);
  if (pairs.length > maximumParameters) throw tooLarge(`more than ${maximumParameters} parameters`);
  const asked: AskedFilter[] = [];
  const chains: Chain[] = [];
  const results: (readonly [string, string])[] = [];
  let ids: readonly string[] | undefined;
  let lastUpdated: readonly TimeRange[] | undefined;
  for (const [name, value] of pairs) {
    if (value.length > maximumValueLength)
      throw tooLarge(`a value of more than ${maximumValueLength} characters`, name);
    const [code = "", ...modifiers] = name.split(":");
    if (resultParameters.has(code)) {
      results.push([name, value]);
      continue;
    }
    const chain = checkedChain(type, name, value);
    if (chain !== undefined) {
      chains.push(chain);
      continue;
    }
    const parameter = parameters.get(code);
    if (parameter === undefined)
      throw new SearchError("fhir/unknown-parameter", `${type} has no supported parameter of this name`, {
        path: name,
      });
    const modifier = checkModifier(parameter, modifiers, name);
    const values = splitValues(name, value);
    if (code === "_id") ids = narrowIds(ids, values);
    else if (code === "_lastUpdated") lastUpdated = intersect(lastUpdated, instantsAsked(values, code));
    else asked.push({ filter: buildFilter(parameter, modifier, values), parameter, modifier, values });
  }
  const filters = withJoinedStretches(type, asked);
  return { type, filters, chains, ids, lastUpdated, ...parseResultParameters(type, results) };
}

/** Each step is checked as a search of its own: what is malformed is refused before anything is looked up. */
function checkedChain(type: string, name: string, value: string): Chain | undefined {
  const chain = parseChain(type, name, value);
  if (chain === undefined) return undefined;
  if (chainLength(name) > longestChain) throw tooLarge(`a chain of more than ${longestChain} steps`, name);
  for (const target of chain.kind === "forward" ? chain.types : [chain.type]) {
    const asked = parseSearch(target, [chain.query]);
    // _count and the like shape an answer: as a condition they would let everything through.
    const asks =
      asked.filters.length + asked.chains.length > 0 || asked.ids !== undefined || asked.lastUpdated !== undefined;
    if (!asks)
      throw new SearchError("fhir/unsupported-search", "a chain ends in a parameter that chooses", { path: name });
  }
  return chain;
}

function checkModifier(parameter: CompiledParameter, modifiers: readonly string[], name: string): string | undefined {
  const [modifier, ...more] = modifiers;
  if (modifier === undefined) return undefined;
  const offered = parameter.code === "_id" || parameter.code === "_lastUpdated" ? [] : parameter.modifiers;
  const isType = offered.includes("[type]") && isResourceType(modifier) && parameter.targets.includes(modifier);
  if (more.length > 0 || !(offered.includes(modifier) || isType)) {
    throw new SearchError("fhir/unsupported-modifier", "this parameter doesn't support this modifier", { path: name });
  }
  return modifier;
}

function splitValues(name: string, value: string): readonly string[] {
  const values = splitEscaped(value, ",");
  if (values.length > maximumValues) throw tooLarge(`more than ${maximumValues} values`, name);
  if (values.some((part) => part.trim() === "")) throw badValue(name, "a value");
  return values;
}

function narrowIds(before: readonly string[] | undefined, values: readonly string[]): readonly string[] {
  if (!values.every((value) => idText.test(value))) throw badValue("_id", "ids");
  const asked = [...new Set(values)];
  return before === undefined ? asked : before.filter((id) => asked.includes(id));
}

function intersect(before: readonly TimeRange[] | undefined, asked: readonly TimeRange[]): readonly TimeRange[] {
  return before === undefined ? asked : intersectRanges(before, asked);
}

function tooLarge(what: string, path?: string): SearchError {
  return new SearchError("fhir/search-too-large", `the search has ${what}`, { path });
}
