import type { JsonValue } from "../types.ts";
import { isObject, itemsAt } from "./json-access.ts";
import { foldText, foldedWords } from "./text-folding.ts";

const nameParts = ["family", "given"] as const;
const honorificParts = ["prefix", "suffix"] as const;
const addressParts = ["city", "line", "text", "district", "state", "postalCode", "country"] as const;

/** The texts of a stored string, name or address, as they are. A name's honorifics aren't among them. */
export function textsOf(value: JsonValue, datatype: string): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (datatype === "Address") return textsIn(value, addressParts);
  if (datatype !== "HumanName") return [];
  const whole = textsIn(value, ["text"]).filter((text) => tellingWords(text, value).length > 0);
  return [...textsIn(value, nameParts), ...whole];
}

/** The folded words of a stored string or name. */
export function wordsOf(value: JsonValue, datatype: string): readonly string[] {
  if (datatype !== "HumanName") return textsOf(value, datatype).flatMap((text) => foldedWords(foldText(text)));
  const named = textsIn(value, nameParts).flatMap((text) => foldedWords(foldText(text)));
  return [...named, ...textsIn(value, ["text"]).flatMap((text) => tellingWords(text, value))];
}

/**
 * A whole name's words without its honorifics: a token for "Mr" or "Mrs" would tell a person's sex to who holds only
 * the tokens, and nobody is found by it.
 */
function tellingWords(text: string, name: JsonValue): readonly string[] {
  const honorifics = textsIn(name, honorificParts).flatMap((part) => foldedWords(foldText(part)));
  return foldedWords(foldText(text)).filter((word) => !honorifics.includes(word));
}

function textsIn(value: JsonValue, names: readonly string[]): readonly string[] {
  if (!isObject(value)) return [];
  return names.flatMap((name) => itemsAt(value, name)).filter((text) => typeof text === "string");
}
