import type { FhirResource, JsonValue } from "../types.ts";
import { isArray, isObject } from "./json-access.ts";

/** Reads the values of one place in a resource, in document order; never null or undefined. */
export type ReadValues = (resource: FhirResource) => readonly JsonValue[];

type Step = {
  readonly property: string;
  readonly where: { readonly name: string; readonly value: string } | undefined;
};

const stepText = /^([A-Za-z]+)(?:\+([A-Za-z0-9]+))?(?:\[([A-Za-z]+)=([^\]]+)\])?$/;

/** Compiles a table path (`telecom[system=phone]`, `component.value+Quantity`) into its reader. */
export function readerOf(path: string): ReadValues {
  const steps = splitSteps(path).map(parseStep);
  return (resource) => {
    const found: JsonValue[] = [];
    collect(resource, steps, 0, found);
    return found;
  };
}

/** The path without filters and without the types of choices: what alternatives that share terms have in common. */
export function elementName(path: string): string {
  return withoutFilters(path).replace(/\+[A-Za-z0-9]+/g, "");
}

/** The path without its filters. */
export function withoutFilters(path: string): string {
  return path.replace(/\[[^\]]*\]/g, "");
}

function splitSteps(path: string): readonly string[] {
  // A filter's value may hold a dot.
  return path.split(/\.(?![^[]*\])/);
}

function parseStep(text: string): Step {
  const [, name, choice = "", where, value] = stepText.exec(text) ?? [];
  if (name === undefined) throw new TypeError(`not a step of a search path: ${text}`);
  return {
    property: name + choice,
    where: where === undefined || value === undefined ? undefined : { name: where, value },
  };
}

function collect(value: JsonValue | FhirResource, steps: readonly Step[], at: number, found: JsonValue[]): void {
  if (isArray(value)) {
    for (const item of value) collect(item, steps, at, found);
    return;
  }
  const before = at === 0 ? undefined : steps[at - 1]?.where;
  if (before !== undefined && !(isObject(value) && value[before.name] === before.value)) return;
  const step = steps[at];
  if (step === undefined) {
    if (value !== null) found.push(value);
    return;
  }
  if (!isObject(value)) return;
  const next = value[step.property];
  if (next !== undefined && next !== null) collect(next, steps, at + 1, found);
}
