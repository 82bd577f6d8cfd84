import { typeWords } from "../../../ui/record-types/type-words.ts";
import { listText } from "../../../ui/list-text.ts";
import { say } from "./words/index.ts";
const letterWords = {
  c: say("createLower"),
  r: say("readLower"),
  u: say("changeLower"),
  d: say("deleteLower"),
  s: say("findLower"),
} as const;
type Letter = keyof typeof letterWords;
const order: readonly Letter[] = ["s", "r", "c", "u", "d"];

export type ScopeGroup = { readonly rights: string; readonly types: readonly string[] };

/** Scopes in words, those with the same rights together: "find, read and change" Patient, Appointment. Scopes that can't be read stand alone. */
export function scopeGroups(scopes: readonly string[]): readonly ScopeGroup[] {
  const groups = new Map<string, string[]>();
  for (const scope of scopes) {
    const [, type, letters, criteria] = /^\w+\/(\*|[A-Za-z]+)\.([cruds]+)(\?.*)?$/.exec(scope) ?? [];
    const rights = letters === undefined ? say("asWritten") : rightsText(letters);
    const what =
      type === undefined
        ? scope
        : type === "*"
          ? say("everythingLower")
          : criteria === undefined
            ? type
            : say("whereCriteria", {
                type: typeWords(type),
                criteria: decodeURIComponent(criteria.slice(1)).replaceAll("&", " and "),
              });
    groups.set(rights, [...(groups.get(rights) ?? []), what]);
  }
  return [...groups].map(([rights, types]) => ({ rights, types }));
}

/** `find, read and change` */
export function rightsText(letters: string): string {
  const words = order.filter((letter) => letters.includes(letter)).map((letter) => letterWords[letter]);
  return listText(words);
}
