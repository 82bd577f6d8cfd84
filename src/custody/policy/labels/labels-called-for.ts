import {
  type FhirResource,
  type JsonValue,
  canBeAboutPatients,
  isJsonArray,
  isJsonObject,
} from "../../../foundation/fhir/index.ts";
import { codeLists } from "./code-lists.ts";
import type { SensitivityCode } from "./sensitivity.ts";

interface Lists {
  readonly exact: Map<string, SensitivityCode>;
  /** Dotless; the longest prefix has the last word only in that each adds its label. */
  readonly prefixes: Map<string, SensitivityCode>;
  readonly shortest: number;
  readonly longest: number;
}

const bySystem: ReadonlyMap<string, Lists> = compile();

function compile(): ReadonlyMap<string, Lists> {
  const systems = new Map<string, { exact: Map<string, SensitivityCode>; prefixes: Map<string, SensitivityCode> }>();
  for (const { systems: named, match, codes, label } of codeLists) {
    for (const system of named) {
      const lists = systems.get(system) ?? { exact: new Map(), prefixes: new Map() };
      systems.set(system, lists);
      for (const code of codes) {
        if (match === "exact") lists.exact.set(code, label);
        else for (const prefix of rangeOf(code)) lists.prefixes.set(prefix, label);
      }
    }
  }
  return new Map(
    [...systems].map(([system, { exact, prefixes }]) => {
      const lengths = [...prefixes.keys()].map(({ length }) => length);
      return [system, { exact, prefixes, shortest: Math.min(...lengths), longest: Math.max(0, ...lengths) }];
    }),
  );
}

/** "F20-F22" is F20, F21, F22; "Z91.5" is Z915. */
function rangeOf(code: string): readonly string[] {
  const [first = "", last] = code.split("-");
  if (last === undefined) return [first.replaceAll(".", "")];
  const from = Number(first.slice(1));
  return Array.from(
    { length: Number(last.slice(1)) - from + 1 },
    (_, index) => `${first.charAt(0)}${String(from + index).padStart(2, "0")}`,
  );
}

/** The labels that the codes of a resource call for. Pure, and the same for every organisation. */
export function labelsCalledFor(resource: FhirResource): ReadonlySet<SensitivityCode> {
  const labels = new Set<SensitivityCode>();
  // A definition or a catalogue entry tells of no patient, whatever it is about.
  if (!canBeAboutPatients(resource.resourceType)) return labels;
  for (const property in resource) if (property !== "meta") collect(resource[property], labels);
  return labels;
}

function collect(value: JsonValue | undefined, labels: Set<SensitivityCode>): void {
  if (isJsonArray(value)) {
    for (const item of value) collect(item, labels);
  } else if (isJsonObject(value)) {
    const { system, code } = value;
    if (typeof system === "string" && typeof code === "string") addLabelsOf(system, code, labels);
    for (const property in value) collect(value[property], labels);
  }
}

function addLabelsOf(system: string, code: string, labels: Set<SensitivityCode>): void {
  const lists = bySystem.get(system);
  if (lists === undefined) return;
  const exact = lists.exact.get(code);
  if (exact !== undefined) labels.add(exact);
  if (lists.longest === 0) return;
  const dotless = code.replaceAll(".", "").toUpperCase();
  for (let length = lists.shortest; length <= Math.min(lists.longest, dotless.length); length += 1) {
    const label = lists.prefixes.get(dotless.slice(0, length));
    if (label !== undefined) labels.add(label);
  }
}
