import type { Alternative, CompiledParameter } from "./search-parameter.ts";
import { badValue, unescapeValue } from "./search-value.ts";
import { textsOf, wordsOf } from "./stored-text.ts";
import { foldText, foldedWords } from "./text-folding.ts";
import { emitPrefixes, longestPrefix } from "./text-prefixes.ts";
import { term } from "./value-kind.ts";
import type { ValueKind, ValueQuery } from "./value-kind.ts";

/**
 * Text that begins with what is asked, both folded. A parameter that searches names by words matches when each word
 * asked begins some word of one name, in any order: that includes every match from the start.
 */
export const stringValues: ValueKind = {
  datatypes: new Set(["string", "markdown", "HumanName", "Address"]),
  modifiers: ["exact", "contains", "missing"],
  comparators: [],
  emitTerms(value, { datatype, words }, emit) {
    const emitWord = (prefix: string) => emit(term("word", prefix));
    const emitStart = (prefix: string) => emit(term("start", prefix));
    if (words) for (const word of wordsOf(value, datatype)) emitPrefixes(word, true, emitWord);
    else for (const text of textsOf(value, datatype)) emitPrefixes(foldText(text), false, emitStart);
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
    termsFor(alternative) {
      if (!alternative.words) return startTerms(folded, alternative);
      // Any one word will do, since all of them have to match. The longest beginning leaves the fewest candidates.
      const prefixes = words.map((word) => longestPrefix(word, true)).filter((prefix) => prefix !== undefined);
      const [longest] = prefixes.sort((a, b) => b.length - a.length);
      return longest === undefined || !alternative.indexed ? undefined : [term("word", longest)];
    },
    matches(value, { datatype }) {
      if (!byWords) return textsOf(value, datatype).some((text) => foldText(text).startsWith(folded));
      const stored = wordsOf(value, datatype);
      return words.every((word) => stored.some((candidate) => candidate.startsWith(word)));
    },
    exactFor: () => false,
  };
}

function exactQuery(asked: string, folded: string): ValueQuery {
  return {
    termsFor(alternative) {
      if (!alternative.words) return startTerms(folded, alternative);
      // Which of the words are a name's honorifics, and so without terms, only the name can tell.
      const prefixes = foldedWords(folded).map((word) => longestPrefix(word, true));
      const known = prefixes.filter((prefix) => prefix !== undefined);
      return known.length < prefixes.length || !alternative.indexed
        ? undefined
        : known.map((prefix) => term("word", prefix));
    },
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

function startTerms(folded: string, { indexed }: Alternative): readonly string[] | undefined {
  const prefix = longestPrefix(folded, false);
  return prefix === undefined || !indexed ? undefined : [term("start", prefix)];
}
