import { isRawNumber } from "./raw-number.ts";
import type { JsonArray, JsonObject, JsonValue } from "./types.ts";

/** A JSON object: no array, no null, and no number kept as it was sent. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);
}

/** `Array.isArray` for read-only arrays, which TypeScript's own doesn't narrow to. */
export function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}
