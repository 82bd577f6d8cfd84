import { fold } from "./fold.ts";

export interface Word {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Folded, without 's. */
  readonly folded: string;
  readonly isCapital: boolean;
  /** What stands between it and the word before. */
  readonly gap: string;
  readonly startsSentence: boolean;
}

export const wordShape = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(wordShape)) {
    const gap = text.slice(end, match.index);
    words.push({
      from: match.index,
      to: match.index + match[0].length,
      text: match[0],
      folded: fold(withoutPossessive(match[0])),
      isCapital: /^\p{Lu}/u.test(match[0]) || /^(?:al|el|d|l|o)['’-]\p{Lu}/u.test(match[0]),
      gap,
      startsSentence: startsSentence(words.at(-1), gap),
    });
    end = match.index + match[0].length;
  }
  return words;
}

/** After the point of an initial a name goes on. */
export function startsSentence(previous: Word | undefined, gap: string): boolean {
  if (previous === undefined) return true;
  if (/^\.\s?$/.test(gap) && /^\p{Lu}$/u.test(previous.text)) return false;
  return /[.!?:;\n•*]|\s[-–—]\s|^\s*["“]/u.test(gap);
}

export function withoutPossessive(text: string): string {
  return text.replace(/['’]s$/iu, "");
}

/** Between two words of one name: a space, a hyphen, the point of an initial. */
export function joins(gap: string): boolean {
  return /^(?:[ \t]+|\.[ \t]*|[ \t]*-[ \t]*|,[ \t]+|['’])$/u.test(gap);
}
