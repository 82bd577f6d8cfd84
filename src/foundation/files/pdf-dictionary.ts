/** What a dictionary of a PDF says: by name, as it is written. Source: ISO 32000-1, 7.2 and 7.3. */
export interface PdfDictionary {
  readonly entries: ReadonlyMap<string, string>;
  /** Some name stands there twice: which of them counts is each reader's own choice. */
  readonly isTwofold: boolean;
  /** Where what follows on it begins. */
  readonly end: number;
}

/** Letters that may still be looked at. Objects can lie in one another's words, so without it a small file could take hours. */
export interface Budget {
  left: number;
}

const space = /[\0\t\n\f\r ]/;
const delimiter = /[\0\t\n\f\r ()<>[\]{}/%]/;
const deepest = 64;

/** Behind spaces and comments. */
export function skipSpace(text: string, from: number, budget: Budget): number {
  let at = from;
  for (; at < text.length && budget.left > 0; budget.left -= 1) {
    const letter = text.charAt(at);
    if (letter === "%") {
      const comment = /[\r\n]/g;
      comment.lastIndex = at;
      const to = comment.exec(text)?.index ?? text.length;
      budget.left -= to - at;
      at = to;
    } else if (space.test(letter)) at += 1;
    else return at;
  }
  return at;
}

/** Behind a text in parentheses: pairs of them are part of it, and so is whatever follows on a backslash. */
function skipText(text: string, from: number): number | undefined {
  let open = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === "\\") at += 1;
    else if (letter === "(") open += 1;
    else if (letter === ")" && (open -= 1) === 0) return at + 1;
  }
  return undefined;
}

function skipWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !delimiter.test(text.charAt(at))) at += 1;
  return at;
}

/** A name may have any of its letters as "#" and two digits. */
export function nameIn(word: string): string {
  return word.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** The next word, and where it ends; undefined where there is none. */
function wordAt(text: string, at: number): { readonly kind: string; readonly end: number } | undefined {
  const [letter, two] = [text.charAt(at), text.slice(at, at + 2)];
  if (two === "<<" || two === ">>") return { kind: two, end: at + 2 };
  if (letter === "[" || letter === "]") return { kind: letter, end: at + 1 };
  if (letter === "/") return { kind: "/", end: skipWord(text, at + 1) };
  if (letter === "(") {
    const end = skipText(text, at);
    return end === undefined ? undefined : { kind: "text", end };
  }
  if (letter === "<") {
    const end = text.indexOf(">", at);
    return end === -1 ? undefined : { kind: "text", end: end + 1 };
  }
  const end = skipWord(text, at);
  return end === at ? undefined : { kind: "word", end };
}

/** Reads the dictionary that begins here; undefined where it has no end, or is too deep or too long to be looked at. */
export function dictionaryAt(text: string, from: number, budget: Budget): PdfDictionary | undefined {
  const entries = new Map<string, string>();
  let [isTwofold, depth] = [false, 0];
  let key: { readonly name: string; readonly from: number } | undefined;
  const keep = (to: number) => {
    if (key === undefined) return;
    if (entries.has(key.name)) isTwofold = true;
    entries.set(key.name, text.slice(key.from, to).trim());
    key = undefined;
  };
  for (let at = from; budget.left > 0; ) {
    at = skipSpace(text, at, budget);
    const word = wordAt(text, at);
    if (word === undefined) return undefined;
    budget.left -= word.end - at;
    if (word.kind === "<<" || word.kind === "[") {
      if ((depth += 1) > deepest) return undefined;
    } else if (word.kind === ">>" || word.kind === "]") {
      depth -= 1;
      if (depth <= 0) {
        keep(at);
        return depth === 0 && word.kind === ">>" ? { entries, isTwofold, end: word.end } : undefined;
      }
    } else if (word.kind === "/" && depth === 1) {
      const isValue =
        key !== undefined &&
        text
          .slice(key.from, at)
          .replace(/%[^\r\n]*/g, "")
          .trim() === "";
      if (isValue) keep(word.end);
      else {
        keep(at);
        key = { name: nameIn(text.slice(at + 1, word.end)), from: word.end };
      }
    }
    at = word.end;
  }
  return undefined;
}
