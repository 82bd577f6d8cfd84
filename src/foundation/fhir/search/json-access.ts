import type { JsonArray, JsonObject, JsonValue } from "../types.ts";

// Array.isArray doesn't narrow readonly arrays.
export function isArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A non-empty string property, or undefined. */
export function textAt(value: JsonValue | undefined, name: string): string | undefined {
  if (!isObject(value)) return undefined;
  const text = value[name];
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** A property's objects, whether it holds one or a list. */
export function itemsAt(value: JsonValue | undefined, name: string): JsonArray {
  if (!isObject(value)) return [];
  const found = value[name];
  if (found === undefined || found === null) return [];
  return isArray(found) ? found : [found];
}
