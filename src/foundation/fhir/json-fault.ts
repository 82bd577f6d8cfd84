/** Where a text stops being JSON, both from 1. */
export type JsonFault = { readonly line: number; readonly column: number };

const space = /[ \t\n\r]*/y;
const scalar = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const name = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"[ \t\n\r]*:/y;

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
  for (;;) {
    take(space);
    // Here a value is due.
    if (takeCharacter("{")) {
      take(space);
      if (!takeCharacter("}")) {
        if (!take(name)) return at;
        open.push("{");
        continue;
      }
    } else if (takeCharacter("[")) {
      take(space);
      if (!takeCharacter("]")) {
        open.push("[");
        continue;
      }
    } else if (!take(scalar)) return at;
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
      if (around === "{" && !take(name)) return at;
      break;
    }
  }
}
