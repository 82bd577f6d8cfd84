import type { Random } from "./random.ts";

/** Words for the `<slots>` of a sentence. A value may hold slots and choices of its own. */
export type Slots = Readonly<Record<string, string>>;

/**
 * Says a sentence one way of many: `{a|b|}` is a choice (nesting allowed), `<name>` a slot, and `<Name>` the same
 * slot with a capital. A slot that nothing fills is a mistake in the sentence, so it throws.
 */
export function say(sentence: string, slots: Slots, random: Random): string {
  const chosen = choose(sentence, random);
  const filled = chosen.replace(/<([A-Za-z]+)>/g, (_, name: string) => {
    const exact = slots[name];
    if (exact !== undefined) return say(exact, slots, random);
    const lower = slots[name.charAt(0).toLowerCase() + name.slice(1)];
    if (lower === undefined) throw new RangeError(`no words for <${name}>`);
    return capitalise(say(lower, slots, random));
  });
  return filled
    .replace(/ {2,}/g, " ")
    .replace(/ ([,.;])/g, "$1")
    .trim();
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function choose(text: string, random: Random): string {
  // Innermost braces first, so that a choice may hold choices.
  const innermost = /\{([^{}]*)\}/;
  let result = text;
  for (let match = innermost.exec(result); match !== null; match = innermost.exec(result)) {
    const options = (match[1] ?? "").split("|");
    result = result.slice(0, match.index) + random.pick(options) + result.slice(match.index + match[0].length);
  }
  return result;
}

/**
 * Sentences dealt like cards: none comes again until all have been used, so that one patient's notes don't repeat
 * themselves.
 */
export interface Deck {
  draw(name: string, sentences: readonly string[]): string;
}

export function createDeck(random: Random): Deck {
  const piles = new Map<string, string[]>();
  const lastCards = new Map<string, string>();
  return {
    draw(name, sentences) {
      const pile = piles.get(name);
      const card = pile?.pop();
      if (card !== undefined) return card;
      // The pile is turned over without its last card on top, so that no note says a thing twice running.
      const last = lastCards.get(name);
      const shuffled = random.sample(
        sentences.filter((sentence) => sentence !== last),
        sentences.length,
      );
      const first = shuffled.pop() ?? last;
      if (first === undefined) throw new RangeError(`no sentences in ${name}`);
      if (last !== undefined && last !== first) shuffled.unshift(last);
      piles.set(name, shuffled);
      lastCards.set(name, shuffled[0] ?? first);
      return first;
    },
  };
}
