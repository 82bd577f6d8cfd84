import type { FieldRule } from "./field-rule.ts";

/** What a caller doesn't see, or may not change, of one type. Paths are dotted names without the type. */
export interface Redaction {
  readonly hidden: readonly string[];
  readonly readOnly: readonly string[];
  /** All of the caller's rules: a resource may carry others, of any type. */
  readonly rules: readonly FieldRule[];
}

const known = new WeakMap<readonly FieldRule[], Map<string, Redaction>>();

/** The rules about one type and about what it may carry; undefined when there are none at all. */
export function redactionOf(rules: readonly FieldRule[] | undefined, type: string): Redaction | undefined {
  return rules === undefined || rules.length === 0 ? undefined : compiled(rules, type);
}

/** The rules about a resource that is carried by another. */
export function redactionInside({ rules }: Redaction, type: string): Redaction {
  return compiled(rules, type);
}

function compiled(rules: readonly FieldRule[], type: string): Redaction {
  let byType = known.get(rules);
  if (byType === undefined) known.set(rules, (byType = new Map()));
  let redaction = byType.get(type);
  if (redaction === undefined) byType.set(type, (redaction = compile(rules, type)));
  return redaction;
}

function compile(rules: readonly FieldRule[], type: string): Redaction {
  const paths = (access: FieldRule["access"]) => [
    ...new Set(rules.filter((rule) => rule.type === type && rule.access === access).map(({ path }) => path)),
  ];
  return { hidden: paths("hidden"), readOnly: paths("read-only"), rules };
}
