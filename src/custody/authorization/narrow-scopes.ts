import { type Criterion, type Scope, parseScope, speaksOf } from "../access/index.ts";

/** What both scopes allow; undefined when nothing. Criteria of both must hold. */
function overlap(a: Scope, b: Scope): Scope | undefined {
  if (a.level !== b.level) return undefined;
  if (!speaksOf(a.type, b.type) && !speaksOf(b.type, a.type)) return undefined;
  const permissions = [...a.permissions].filter((letter) => b.permissions.includes(letter)).join("");
  if (permissions === "") return undefined;
  const more = b.criteria.filter((one) => !a.criteria.some((other) => sameCriterion(one, other)));
  const query = [...a.criteria, ...more].map(criterionText).join("&");
  const type = a.type === "*" ? b.type : a.type;
  return parseScope(`${a.level}/${type}.${permissions}${query === "" ? "" : `?${query}`}`);
}

function sameCriterion(a: Criterion, b: Criterion): boolean {
  return a.parameter === b.parameter && a.value === b.value;
}

// A scope is one word of printable ASCII: what it can't carry is percent-encoded, colons and slashes of systems stay readable.
function criterionText({ parameter, value }: Criterion): string {
  return `${parameter}=${encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
}

/** What is asked, as far as the client is registered for it; what is covered whole keeps its own words. */
export function withinRegistration(asked: readonly Scope[], registered: readonly Scope[]): readonly Scope[] {
  const found = new Map<string, Scope>();
  for (const one of asked) {
    for (const allowed of registered) {
      const both = overlap(one, allowed);
      if (both === undefined) continue;
      const whole =
        both.type === one.type && both.permissions === one.permissions && both.criteria.length === one.criteria.length;
      const kept = whole ? one : both;
      found.set(kept.text, kept);
    }
  }
  return [...found.values()].filter((one, _, all) => !all.some((other) => other !== one && isWithin(one, other)));
}

function isWithin(narrow: Scope, wide: Scope): boolean {
  return overlap(narrow, wide)?.text === narrow.text && overlap(wide, narrow)?.text !== wide.text;
}

/**
 * What is asked, as far as the person's role speaks of it: letters that it allows for no type that is asked fall away. The
 * access decision holds every request to the role *and* the scope, so this only keeps the answer to the app honest.
 */
export function withinRole(asked: readonly Scope[], role: readonly Scope[]): readonly Scope[] {
  const own = role.filter((scope) => scope.level !== "system");
  return asked.flatMap((one) => {
    if (one.level === "system") return [];
    const same = own.filter((scope) => speaksOf(one.type, scope.type) || speaksOf(scope.type, one.type));
    const permissions = [...one.permissions].filter((letter) =>
      same.some((scope) => scope.permissions.includes(letter)),
    );
    if (permissions.length === 0) return [];
    if (permissions.length === one.permissions.length) return [one];
    const query = one.text.includes("?") ? one.text.slice(one.text.indexOf("?")) : "";
    return [parseScope(`${one.level}/${one.type}.${permissions.join("")}${query}`)];
  });
}
