import type { KnownNames } from "./known-names.ts";
import { markNames } from "./mark-names.ts";
import type { Span } from "./span.ts";
import { joins, withoutPossessive, wordsOf } from "./words-of-text.ts";

/** Names of people, wherever they are told by the record, a title, a relation, a label or what they do in the sentence. */
export function findNames(text: string, known: KnownNames): readonly Span[] {
  const found: Span[] = [];
  for (const name of known.whole) {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length))
      found.push({ from: at, to: at + name.length, kind: "name" });
  }
  const words = wordsOf(text);
  const isName = markNames(text, words, known);
  for (let index = 0; index < words.length; index += 1) {
    const first = words[index];
    if (first === undefined || isName[index] !== true) continue;
    let last = first;
    while (isName[index + 1] === true && joins(words[index + 1]?.gap ?? "")) {
      index += 1;
      last = words[index] ?? last;
    }
    found.push({ from: first.from, to: last.from + withoutPossessive(last.text).length, kind: "name" });
  }
  return found;
}
