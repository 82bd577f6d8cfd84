import type { JsonValue } from "../types.ts";
import { isObject, itemsAt } from "./json-access.ts";
import type { Alternative, CompiledParameter } from "./search-parameter.ts";
import { badValue, unescapeValue } from "./search-value.ts";
import { foldText, foldedWords } from "./text-folding.ts";
import { emitPrefixes, longestPrefix } from "./text-prefixes.ts";
import { term } from "./value-kind.ts";
import type { ValueKind, ValueQuery } from "./value-kind.ts";

const parts: Readonly<Record<string, readonly string[]>> = {
  HumanName: ["family", "given", "text", "prefix", "suffix"],
  Address: ["city", "line", "text", "district", "state", "postalCode", "country"],
};

/**
 * Text that begins with what is asked, both folded. A parameter that searches names by words matches when each word
 * asked begins some word of one name, in any order: that includes every match from the start.
 */
export const stringValues: ValueKind = {
  datatypes: new Set(["string", "markdown", "HumanName", "Address"]),
  modifiers: ["exact", "contains", "missing"],
  comparators: [],
  emitTerms(value, { datatype, words }, emit) {
    for (const text of textsOf(value, datatype)) {
      const folded = foldText(text);
      if (!words) emitPrefixes(folded, false, (prefix) => emit(term("start", prefix)));
      else for (const word of foldedWords(folded)) emitPrefixes(word, true, (prefix) => emit(term("word", prefix)));
    }
  },
  parseQuery(text, parameter, modifier) {
    const asked = unescapeValue(text);
    const folded = foldText(asked);
    if (folded === "") throw badValue(parameter.code, "at least one letter or digit");
    if (modifier === "contains") return containsQuery(folded);
    return modifier === "exact" ? exactQuery(asked, folded) : startsWithQuery(folded, searchesWords(parameter));
  },
  sortKey(value, { datatype }) {
    const folded = textsOf(value, datatype).map(foldText).join(" ").trim();
    return folded === "" ? undefined : folded;
  },
};

/** Parameters whose values are found by any of their words. */
export function searchesWords({ code }: Pick<CompiledParameter, "code">): boolean {
  return code === "name" || code === "phonetic";
}

function startsWithQuery(folded: string, byWords: boolean): ValueQuery {
  const words = foldedWords(folded);
  return {
    termsFor: (alternative) => termsFor(folded, alternative),
    matches(value, { datatype }) {
      if (!byWords) return textsOf(value, datatype).some((text) => foldText(text).startsWith(folded));
      const stored = textsOf(value, datatype).flatMap((text) => foldedWords(foldText(text)));
      return words.every((word) => stored.some((candidate) => candidate.startsWith(word)));
    },
    exactFor: () => false,
  };
}

function exactQuery(asked: string, folded: string): ValueQuery {
  return {
    termsFor: (alternative) => termsFor(folded, alternative),
    matches: (value, { datatype }) => textsOf(value, datatype).includes(asked),
    exactFor: () => false,
  };
}

function containsQuery(folded: string): ValueQuery {
  return {
    termsFor: () => undefined,
    matches: (value, { datatype }) => textsOf(value, datatype).some((text) => foldText(text).includes(folded)),
    exactFor: () => false,
  };
}

function termsFor(folded: string, { indexed, words }: Alternative): readonly string[] | undefined {
  if (!indexed) return undefined;
  if (!words) {
    const prefix = longestPrefix(folded, false);
    return prefix === undefined ? undefined : [term("start", prefix)];
  }
  // Any one word will do: all of them have to match. The longest beginning leaves the fewest candidates.
  const prefixes = foldedWords(folded).map((word) => longestPrefix(word, true)).filter((prefix) => prefix !== undefined);
  const [first, ...rest] = prefixes;
  if (first === undefined) return undefined;
  return [term("word", rest.reduce((best, prefix) => (prefix.length > best.length ? prefix : best), first))];
}

function textsOf(value: JsonValue, datatype: string): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (!isObject(value)) return [];
  return (parts[datatype] ?? []).flatMap((name) => itemsAt(value, name)).filter((text) => typeof text === "string");
}
