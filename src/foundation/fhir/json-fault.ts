/** Where a text stops being JSON, both from 1. */
export type JsonFault = { readonly line: number; readonly column: number };

const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Finds the token at which a text that `JSON.parse` refused stops being JSON.
 * The engine's messages can't be used for this: they quote content, and short texts get no position.
 */
export function findJsonFault(text: string): JsonFault {
  const offset = faultOffset(text);
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak };
}

function faultOffset(text: string): number {
  const open: ("[" | "{")[] = [];
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const takeCharacter = (character: string): boolean => {
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  // Step by step rather than by one pattern: a pattern's repeated group exhausts the engine's stack on long texts.
  const takeString = (): boolean => {
    const start = at;
    if (!takeCharacter('"')) return false;
    do take(plainCharacters);
    while (take(escape));
    if (takeCharacter('"')) return true;
    at = start;
    return false;
  };
  const takeName = (): boolean => {
    const start = at;
    if (takeString()) {
      take(space);
      if (takeCharacter(":")) return true;
    }
    at = start;
    return false;
  };
  for (;;) {
    take(space);
    // Here a value is due.
    if (takeCharacter("{")) {
      take(space);
      if (!takeCharacter("}")) {
        if (!takeName()) return at;
        open.push("{");
        continue;
      }
    } else if (takeCharacter("[")) {
      take(space);
      if (!takeCharacter("]")) {
        open.push("[");
        continue;
      }
    } else if (!takeString() && !take(scalar)) return at;
    // Here a value has ended: close what closes with it.
    for (;;) {
      take(space);
      const around = open.at(-1);
      if (around === undefined) return at;
      if (takeCharacter(around === "{" ? "}" : "]")) {
        open.pop();
        continue;
      }
      if (!takeCharacter(",")) return at;
      take(space);
      if (around === "{" && !takeName()) return at;
      break;
    }
  }
}
