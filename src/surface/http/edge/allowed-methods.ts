import type { Route } from "../app.ts";

interface Pattern {
  readonly expression: RegExp;
  readonly methods: Set<string>;
}

/** Finds the methods that an address takes; none for an address that isn't there. */
export function allowedMethods(routes: readonly Route[]): (path: string) => readonly string[] {
  const patterns = new Map<string, Pattern>();
  for (const { method, url } of routes) {
    // The web app's files: every address would seem to be there, for reading.
    if (url === "/*") continue;
    const known = patterns.get(url) ?? { expression: expressionOf(url), methods: new Set<string>() };
    known.methods.add(method);
    patterns.set(url, known);
  }
  const found = [...patterns.values()];
  return (path) => {
    const fitting = found.filter(({ expression }) => expression.test(path));
    return [...new Set(fitting.flatMap(({ methods }) => [...methods]))].sort();
  };
}

function expressionOf(url: string): RegExp {
  const parts = url.split("/").map((part) => {
    if (part === "*") return ".*";
    if (part.startsWith(":")) return "[^/]+";
    return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("/")}$`);
}
