import { type ResourceType, maximumValueLength, maximumValues } from "../../foundation/fhir/index.ts";
import type { Criteria, Criterion } from "./criteria.ts";
import type { Interaction } from "./interaction.ts";
import type { Alternative } from "./row-predicate.ts";
import { grants } from "./scope.ts";
import type { Scope, ScopeLevel } from "./scope.ts";

/** What a list of scopes says of one interaction with one type. */
export interface Granting {
  /** Rows that any of them allows; undefined: all rows of the type. Empty: none. */
  readonly alternatives: readonly Alternative[] | undefined;
  /** The scopes that decided, as they were written. */
  readonly text: string;
  /** Whether some scope of the level speaks of the type, or of anything. */
  readonly ofType: boolean;
  readonly any: boolean;
}

const known = new WeakMap<readonly Scope[], Map<string, Granting>>();

/** A list of scopes is looked through once for each question: roles have hundreds, and a caller may have many roles. */
export function granting(
  scopes: readonly Scope[],
  levels: readonly ScopeLevel[],
  interaction: Interaction,
  type: ResourceType,
): Granting {
  const question = `${levels[0] ?? ""}${levels[1] ?? ""} ${interaction} ${type}`;
  let answers = known.get(scopes);
  if (answers === undefined) known.set(scopes, (answers = new Map()));
  const answered = answers.get(question);
  if (answered !== undefined) return answered;
  const made = answer(scopes, levels, interaction, type);
  answers.set(question, made);
  return made;
}

function answer(
  scopes: readonly Scope[],
  levels: readonly ScopeLevel[],
  interaction: Interaction,
  type: ResourceType,
): Granting {
  const own = scopes.filter((scope) => levels.includes(scope.level));
  const found = own.filter((scope) => grants(scope, interaction, type));
  // The first without limits covers the others.
  const unlimited = found.find((scope) => scope.level !== "patient" && scope.criteria.length === 0);
  const used = unlimited === undefined ? found : [unlimited];
  return {
    alternatives: unlimited === undefined ? together(found.map(alternativeOf)) : undefined,
    text: used.map((scope) => scope.text).join(" or "),
    ofType: own.some((scope) => scope.type === "*" || scope.type === type),
    any: own.length > 0,
  };
}

function alternativeOf({ level, criteria }: Scope): Alternative {
  return { criteria, ofPatient: level === "patient" };
}

/** Alternatives that differ in the value of their only criterion are one, with several values: `category=a,b`. */
function together(alternatives: readonly Alternative[]): readonly Alternative[] {
  const groups = new Map<string, Group>();
  const others: Alternative[] = [];
  for (const alternative of alternatives) {
    const only = onlyCriterion(alternative.criteria);
    if (only === undefined) {
      others.push(alternative);
      continue;
    }
    const { parameter, value } = only;
    const name = `${alternative.ofPatient} ${parameter}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { ofPatient: alternative.ofPatient, parameter, values: [value] });
    else if (!group.values.includes(value)) group.values.push(value);
  }
  return [...others, ...[...groups.values()].flatMap(joined)];
}

/** A value with commas is several already, and might be too many with others. */
function onlyCriterion(criteria: Criteria): Criterion | undefined {
  const [only] = criteria;
  return criteria.length === 1 && only !== undefined && !only.value.includes(",") ? only : undefined;
}

interface Group {
  readonly ofPatient: boolean;
  readonly parameter: string;
  readonly values: string[];
}

/** As few conditions as a search would take. */
function joined({ ofPatient, parameter, values }: Group): readonly Alternative[] {
  const lists: string[][] = [];
  let length = 0;
  for (const value of values) {
    const last = lists.at(-1);
    length += value.length + 1;
    if (last === undefined || last.length === maximumValues || length > maximumValueLength) {
      lists.push([value]);
      length = value.length;
    } else last.push(value);
  }
  return lists.map((list) => ({ criteria: [{ parameter, value: list.join(",") }], ofPatient }));
}
