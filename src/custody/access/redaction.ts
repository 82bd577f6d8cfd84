import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { FieldRule } from "./field-rule.ts";

/** What a caller doesn't see, or may not change, of one type. Paths are dotted names without the type. */
export interface Redaction {
  readonly hidden: readonly string[];
  readonly readOnly: readonly string[];
}

const known = new WeakMap<readonly FieldRule[], Map<ResourceType, Redaction | undefined>>();

/** The rules about one type; undefined when there are none. */
export function redactionOf(rules: readonly FieldRule[] | undefined, type: ResourceType): Redaction | undefined {
  if (rules === undefined || rules.length === 0) return undefined;
  let byType = known.get(rules);
  if (byType === undefined) known.set(rules, (byType = new Map()));
  if (!byType.has(type)) byType.set(type, compile(rules.filter((rule) => rule.type === type)));
  return byType.get(type);
}

function compile(rules: readonly FieldRule[]): Redaction | undefined {
  if (rules.length === 0) return undefined;
  const paths = (access: FieldRule["access"]) => [
    ...new Set(rules.filter((rule) => rule.access === access).map(({ path }) => path)),
  ];
  return { hidden: paths("hidden"), readOnly: paths("read-only") };
}
