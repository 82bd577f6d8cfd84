import type { ResourceType } from "../resource-types.ts";
import { isResourceType } from "../resource-types.ts";
import { referenceParameter } from "./included-references.ts";
import { parametersOf } from "./parameter-table.ts";
import { SearchError } from "./search-error.ts";

/** A condition on what the resource points to (`subject:Patient.name=…`), or on what points to it (`_has:Observation:subject:code=…`).
 *  Source: http://hl7.org/fhir/R4/search.html#chaining */
export type Chain =
  | {
      readonly kind: "forward";
      /** The reference parameter of the searched type. */
      readonly parameter: string;
      /** Types that the reference may lead to; a match of any of them will do. */
      readonly types: readonly ResourceType[];
      /** What is asked of them, undecided: a search of theirs, itself perhaps chained. */
      readonly query: readonly [string, string];
    }
  | {
      readonly kind: "reverse";
      /** The type that points here. */
      readonly type: ResourceType;
      readonly parameter: string;
      readonly query: readonly [string, string];
    };

/** Steps of one chain. Each is a search of its own. */
export const longestChain = 3;

/** Chains and reverse chains; undefined for any other name. @throws SearchError */
export function parseChain(type: string, name: string, value: string): Chain | undefined {
  if (name.startsWith("_has:") || name === "_has") return parseReverse(type, name, value);
  const dot = name.indexOf(".");
  return dot === -1 ? undefined : parseForward(type, name, dot, value);
}

function parseForward(type: string, name: string, dot: number, value: string): Chain {
  const [parameter = "", only, ...more] = name.slice(0, dot).split(":");
  const rest = name.slice(dot + 1);
  const { targets } = referenceParameter(type, parameter);
  if (more.length > 0 || rest === "" || (only !== undefined && !targets.includes(only))) {
    throw new SearchError(
      "fhir/unsupported-search",
      "a chain is parameter:Type.parameter, of a type that it can point to",
      {
        path: name,
      },
    );
  }
  const wanted = only === undefined ? targets : [only];
  const code = parameterIn(rest);
  const types = wanted.filter(isResourceType).filter((target) => isParameter(target, code));
  if (types.length === 0)
    throw new SearchError("fhir/unknown-parameter", "nothing that this parameter points to has such a parameter", {
      path: name,
    });
  return { kind: "forward", parameter, types, query: [rest, value] };
}

function parseReverse(type: string, name: string, value: string): Chain {
  const [, source = "", parameter = "", ...rest] = name.split(":");
  if (!isResourceType(source) || parameter === "" || rest.join("") === "") {
    throw new SearchError("fhir/unsupported-search", "a reverse chain is _has:Type:reference:parameter", {
      path: name,
    });
  }
  if (!referenceParameter(source, parameter).targets.includes(type)) {
    throw new SearchError("fhir/unknown-parameter", `this parameter of ${source} doesn't point to ${type}`, {
      path: name,
    });
  }
  return { kind: "reverse", type: source, parameter, query: [rest.join(":"), value] };
}

/** The parameter at the start of what is asked further on: `name:exact` asks `name`, `subject:Patient.name` asks `subject`. */
function parameterIn(rest: string): string {
  return /^[^.:]*/.exec(rest)?.[0] ?? "";
}

function isParameter(type: ResourceType, code: string): boolean {
  return code === "_has" || parametersOf(type).parameters.has(code);
}

/** How many steps lie in a name, the last search not counted. */
export function chainLength(name: string): number {
  return name.split(".").length - 1 + name.split("_has:").length - 1;
}
