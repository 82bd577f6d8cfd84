import { ScopeError } from "./scope-error.ts";

/** One search parameter with its value, as in a FHIR search: `category` = `http://…|laboratory`. */
export interface Criterion {
  readonly parameter: string;
  readonly value: string;
}

/** Search criteria that must all hold. */
export type Criteria = readonly Criterion[];

const mostCriteria = 8;
// No modifiers and no chains: what a scope limits must be decidable on the row alone. Of the parameters with an underscore only
// those that select rows: one that merely shapes an answer (_count, _sort, _summary) would limit nothing.
const parameterName = /^(?:[a-z][a-z0-9-]*|_id|_lastUpdated|_profile|_security|_source|_tag)$/;

/** The part of a granular scope after the question mark. @throws ScopeError `scope/malformed-criteria` */
export function parseCriteria(query: string): Criteria {
  const pairs = query.split("&");
  if (pairs.length > mostCriteria) throw malformed(`a scope has at most ${mostCriteria} criteria`);
  return pairs.map((pair) => {
    const equals = pair.indexOf("=");
    const parameter = pair.slice(0, Math.max(equals, 0));
    const value = decode(pair.slice(equals + 1));
    if (!parameterName.test(parameter) || value === "") {
      throw malformed("criteria are parameter=value, joined by &, without modifiers or chains");
    }
    return { parameter, value };
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new ScopeError("scope/malformed-criteria", "a value is not percent-encoded UTF-8", { cause });
  }
}

function malformed(message: string): ScopeError {
  return new ScopeError("scope/malformed-criteria", message);
}
