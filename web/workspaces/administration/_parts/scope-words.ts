const letterWords = { c: "create", r: "read", u: "change", d: "delete", s: "find" } as const;
type Letter = keyof typeof letterWords;
const order: readonly Letter[] = ["s", "r", "c", "u", "d"];

export type ScopeGroup = { readonly rights: string; readonly types: readonly string[] };

/** Scopes in words, those with the same rights together: "find, read and change" Patient, Appointment. Scopes that can't be read stand alone. */
export function scopeGroups(scopes: readonly string[]): readonly ScopeGroup[] {
  const groups = new Map<string, string[]>();
  for (const scope of scopes) {
    const [, type, letters, criteria] = /^\w+\/(\*|[A-Za-z]+)\.([cruds]+)(\?.*)?$/.exec(scope) ?? [];
    const rights = letters === undefined ? "as written" : rightsText(letters);
    const what =
      type === undefined
        ? scope
        : type === "*"
          ? "everything"
          : `${type}${criteria === undefined ? "" : ` where ${decodeURIComponent(criteria.slice(1)).replaceAll("&", " and ")}`}`;
    groups.set(rights, [...(groups.get(rights) ?? []), what]);
  }
  return [...groups].map(([rights, types]) => ({ rights, types }));
}

/** `find, read and change` */
export function rightsText(letters: string): string {
  const words = order.filter((letter) => letters.includes(letter)).map((letter) => letterWords[letter]);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
