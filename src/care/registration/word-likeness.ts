/** Names as they are compared: in small letters without accents, what isn't a letter or a digit a space. */
export function nameWords(text: string): readonly string[] {
  const folded = text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/['.`’ʼ]+/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return folded === "" ? [] : folded.split(" ");
}

/** Spellings of one sound in names that were put into Latin letters, longer ones first. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/sch|sh|sz/g, "s"],
  [/tch|ch|cz/g, "c"],
  [/zh|dj/g, "j"],
  [/ph/g, "f"],
  [/ck|kh|qu|q/g, "k"],
  [/([bdgjt])h/g, "$1"],
  [/x/g, "ks"],
  [/w/g, "v"],
  [/z/g, "s"],
  [/[jy](?=[aeiou])/g, "y"],
  [/c(?=[aou]|[bdfgklmnprt]|$)/g, "k"],
];

/** What is left of a word when vowels, doubled letters and the ways of writing one sound are taken for the same. */
export function soundOf(word: string): string {
  const spelled = sounds.reduce((text, [pattern, sound]) => text.replaceAll(pattern, sound), word);
  const first = spelled.slice(0, 1).replace(/[aeiou]/, "a");
  const rest = spelled.slice(1).replaceAll(/[aeiouhy]/g, "");
  return (first + rest).replaceAll(/(.)\1+/g, "$1");
}

/** How many letters have to be put in, left out, changed or swapped with their neighbour. */
export function editsBetween(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(isSwapped ? Math.min(least, (before[column - 2] ?? 0) + 1) : least);
    }
    before = above;
    above = current;
  }
  return above[other.length] ?? 0;
}

const leastSound = 2;
/** Below it, two words are two names. */
const leastLikeness = 0.66;

/** How alike two words of names are: 1 for the same, 0 for different ones. */
export function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length >= 3 && long.startsWith(short)) return 0.85;
  // An initial says little, and speaks against nothing.
  if (short.length === 1 && long.startsWith(short)) return 0.7;
  const sound = soundOf(one);
  const isSound = sound.length >= leastSound && sound === soundOf(other);
  const spelling = 1 - editsBetween(one, other) / long.length;
  const likeness = Math.max(isSound ? 0.88 : 0, spelling);
  return likeness < leastLikeness ? 0 : likeness;
}
