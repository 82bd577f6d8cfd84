/**
 * How long the indexed beginnings of a word are. Type-ahead starts at two letters, and six tell nearly all names
 * apart; every further length would cost a term in each record and show more to who holds only the tokens.
 */
const wordLengths = [2, 3, 4, 6] as const;
/** Of a whole text: two letters find a state's code, four a postcode, eight most lines. */
const textLengths = [2, 4, 8] as const;

// From here on (CJK and kana) one character is a name already.
const firstIdeograph = 0x2e80;

function isIdeograph(text: string): boolean {
  const code = text.codePointAt(0) ?? 0;
  return code >= firstIdeograph && !(code >= 0xd800 && code <= 0xdfff);
}

function splitsPair(text: string, length: number): boolean {
  const unit = text.charCodeAt(length - 1);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function hasPrefix(text: string, length: number): boolean {
  return text.length >= length && !splitsPair(text, length);
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** Every indexed beginning of folded text. */
export function emitPrefixes(folded: string, words: boolean, emit: (prefix: string) => void): void {
  if (folded === "") return;
  if (isIdeograph(folded)) emit(firstCharacter(folded));
  for (const length of words ? wordLengths : textLengths) {
    if (!hasPrefix(folded, length)) continue;
    emit(folded.slice(0, length));
  }
}

/** The longest indexed beginning that everything starting with this folded text has; undefined when there is none. */
export function longestPrefix(folded: string, words: boolean): string | undefined {
  const length = (words ? wordLengths : textLengths).findLast((candidate) => hasPrefix(folded, candidate));
  if (length !== undefined) return folded.slice(0, length);
  return folded !== "" && isIdeograph(folded) ? firstCharacter(folded) : undefined;
}
