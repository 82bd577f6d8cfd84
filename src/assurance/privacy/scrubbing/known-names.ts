import { fold } from "./fold.ts";
import { particles, titles } from "./name-words.ts";
import { ordinaryWords } from "./ordinary-words.ts";
import { wordShape } from "./words-of-text.ts";

/** Names that a record itself gives to people: its patient, their relatives, those who care. */
export interface KnownNames {
  /** Folded words of names; of "Anne-Marie" its parts too. */
  readonly words: Pick<ReadonlySet<string>, "has">;
  /** Those that are looked for with a letter wrong too. */
  readonly near: readonly string[];
  /** Names in scripts without capitals, which are looked for as they stand. */
  readonly whole: readonly string[];
}

export const noNames: KnownNames = { words: new Set(), near: [], whole: [] };

/** @param names as people write them: "María José García-López", "王秀英"
 *  @param others who are looked for as they are written only: everybody who works here */
export function knownNames(names: Iterable<string>, others: KnownNames = noNames): KnownNames {
  const own = wordsOfNames(names);
  return {
    words: { has: (word) => own.words.has(word) || others.words.has(word) },
    near: [...own.words].filter((word) => word.length > 4 && !ordinaryWords.has(word)),
    whole: [...own.whole, ...others.whole],
  };
}

function wordsOfNames(names: Iterable<string>): { readonly words: Set<string>; readonly whole: Set<string> } {
  const words = new Set<string>();
  const whole = new Set<string>();
  for (const name of names) {
    for (const [word] of name.matchAll(wordShape)) {
      if (!/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u.test(word)) {
        if (word.length > 1) whole.add(word);
        continue;
      }
      const folded = fold(word);
      for (const part of [folded, ...folded.split(/[-']/)]) {
        if (part.length > (part === folded ? 1 : 2) && !particles.has(part) && !titles.has(part)) words.add(part);
      }
    }
    const bare = name.replaceAll(/\s+/g, "");
    if (bare.length > 1 && !/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d]/u.test(bare)) whole.add(bare);
  }
  return { words, whole };
}
