import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { Interaction } from "./interaction.ts";
import { grants } from "./scope.ts";
import type { Scope, ScopeLevel } from "./scope.ts";

/** The scopes of a list that speak of one interaction with one type. */
export interface Granting {
  /** All that do; only the first without criteria when there is one, because it covers the others. */
  readonly scopes: readonly Scope[];
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
  const question = `${levels.join("")} ${interaction} ${type}`;
  let answers = known.get(scopes);
  if (answers === undefined) known.set(scopes, (answers = new Map()));
  const answered = answers.get(question);
  if (answered !== undefined) return answered;
  const own = scopes.filter((scope) => levels.includes(scope.level));
  const found = own.filter((scope) => grants(scope, interaction, type));
  const unlimited = found.find((scope) => scope.criteria.length === 0 && scope.level !== "patient");
  const made: Granting = {
    scopes: unlimited === undefined ? found : [unlimited],
    ofType: own.some((scope) => scope.type === "*" || scope.type === type),
    any: own.length > 0,
  };
  answers.set(question, made);
  return made;
}
