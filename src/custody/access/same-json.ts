import { type JsonValue, isJsonObject } from "../../foundation/fhir/index.ts";

/** The same JSON has the same text here: the order of members says nothing, and programs don't keep it. */
export function orderedText(value: unknown): string | undefined {
  return JSON.stringify(value, inOrder);
}

export function isSameJson(a: unknown, b: unknown): boolean {
  return orderedText(a) === orderedText(b);
}

function inOrder(_name: string, value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
