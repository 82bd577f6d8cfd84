import type { Filter } from "./filter.ts";
import { parametersOf } from "./parameter-table.ts";

/**
 * A filter as it may be asked by somebody who doesn't see these elements (`reasonCode`, `participant.actor`). Its exact answer is
 * to be taken from the resource without them; the index, which was made with them, has no say: what it finds, how much and
 * how fast would tell.
 */
export function withoutFields(type: string, filter: Filter, hidden: readonly string[]): Filter {
  const parameter = parametersOf(type).parameters.get(filter.parameter);
  if (parameter === undefined) return filter;
  const touched = parameter.alternatives.map(({ paths }) => paths.map((path) => isHidden(path, hidden)));
  if (touched.every((paths) => paths.every((state) => state === "visible"))) return filter;
  if (touched.some((paths) => paths.some((state) => state !== "hidden")))
    return { ...filter, clause: undefined, exact: false };
  // Nothing is left to look at, so every resource answers alike.
  return { ...filter, clause: filter.matches({ resourceType: type }) ? undefined : [], exact: false };
}

function isHidden(path: string, hidden: readonly string[]): "visible" | "partly" | "hidden" {
  if (hidden.some((element) => path === element || path.startsWith(`${element}.`))) return "hidden";
  return hidden.some((element) => element.startsWith(`${path}.`)) ? "partly" : "visible";
}
