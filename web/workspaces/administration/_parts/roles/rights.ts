import { say } from "./words/index.ts";

/** A right of SMART v2 as people tick it; finding and reading belong together. */
export const rightColumns = [
  { letters: "rs", label: say("read") },
  { letters: "c", label: say("create") },
  { letters: "u", label: say("changeRight") },
  { letters: "d", label: say("delete") },
] as const;
export type RightLetters = (typeof rightColumns)[number]["letters"];

/** A scope that says more than a type and letters: it has criteria, or stands for every type. */
export type LimitedScope = {
  readonly type: string;
  readonly letters: string;
  /** `category=laboratory`; empty: all of the type. */
  readonly criteria: string;
};

/** What a role may do, as the editor holds it. */
export type Rights = {
  /** Letters by type, without limits. */
  readonly byType: Readonly<Record<string, string>>;
  readonly limited: readonly LimitedScope[];
};

export type ResourceGroup = { readonly code: string; readonly label: string; readonly types: readonly string[] };

const order = ["c", "r", "u", "d", "s"] as const;

/** The letters in the order that SMART asks for, each once. */
export function inOrder(letters: string): string {
  return order.filter((letter) => letters.includes(letter)).join("");
}

export function rightsOf(scopes: readonly string[]): Rights {
  const byType: Record<string, string> = {};
  const limited: LimitedScope[] = [];
  for (const scope of scopes) {
    const [, type = scope, letters = "", criteria = ""] =
      /^user\/(\*|[A-Za-z]+)\.([cruds]+|\*|read|write)(?:\?(.*))?$/.exec(scope) ?? [];
    if (letters === "" || type === "*" || criteria !== "") limited.push({ type, letters: spelt(letters), criteria });
    else byType[type] = inOrder(`${byType[type] ?? ""}${spelt(letters)}`);
  }
  return { byType, limited };
}

function spelt(letters: string): string {
  if (letters === "*") return "cruds";
  if (letters === "read") return "rs";
  return letters === "write" ? "cud" : letters;
}

/** Where a scope of the definition comes from, so that a fault of it stands there. */
export type ScopeSource = { readonly text: string; readonly type?: string; readonly limited?: number };

export function scopesOf({ byType, limited }: Rights, groups: readonly ResourceGroup[]): readonly ScopeSource[] {
  const known = groups.flatMap(({ types }) => types);
  const types = [...known, ...Object.keys(byType).filter((type) => !known.includes(type))];
  return [
    ...types.flatMap((type): readonly ScopeSource[] => {
      const letters = byType[type] ?? "";
      return letters === "" ? [] : [{ text: `user/${type}.${letters}`, type }];
    }),
    ...limited.map((one, index) => ({ text: limitedText(one), limited: index })),
  ];
}

function limitedText({ type, letters, criteria }: LimitedScope): string {
  // Text that couldn't be taken apart is kept as it is: the server says what is wrong with it.
  if (letters === "" && type.includes("/")) return type;
  return `user/${type}.${inOrder(letters)}${criteria.trim() === "" ? "" : `?${criteria.trim()}`}`;
}

/** Whether all, some or none of the types may be done this to. */
export function stateOf({ byType }: Rights, types: readonly string[], letters: RightLetters): "all" | "some" | "none" {
  const whole = types.filter((type) => [...letters].every((letter) => byType[type]?.includes(letter) === true));
  if (whole.length === types.length) return "all";
  return types.some((type) => [...letters].some((letter) => byType[type]?.includes(letter) === true)) ? "some" : "none";
}

/** With the right given to, or taken from, all of the types. */
export function withRight(rights: Rights, types: readonly string[], letters: RightLetters, given: boolean): Rights {
  const byType = { ...rights.byType };
  for (const type of types) {
    const now = byType[type] ?? "";
    const next = given ? inOrder(now + letters) : [...now].filter((letter) => !letters.includes(letter)).join("");
    if (next === "") delete byType[type];
    else byType[type] = next;
  }
  return { ...rights, byType };
}

/** The types of a group that the role reaches at all. */
export function reachedTypes({ byType, limited }: Rights, types: readonly string[]): readonly string[] {
  return types.filter(
    (type) => (byType[type] ?? "") !== "" || limited.some((one) => one.type === type || one.type === "*"),
  );
}
