import { type Scope, ScopeError, parseScope } from "../access/index.ts";

/** Scopes that name no resources: who signs in, how long it lasts, what is in context. Source: SMART App Launch 2.2. */
export const specialScopes = [
  "openid",
  "fhirUser",
  "launch",
  "launch/patient",
  "launch/encounter",
  "offline_access",
  "online_access",
] as const;
export type SpecialScope = (typeof specialScopes)[number];

export function isSpecialScope(text: string): text is SpecialScope {
  return (specialScopes as readonly string[]).includes(text);
}

export interface AskedScopes {
  readonly special: readonly SpecialScope[];
  readonly resources: readonly Scope[];
}

/** Space-separated scopes, taken apart. @throws ScopeError for one that is neither special nor SMART v2 */
export function parseAskedScopes(text: string): AskedScopes {
  const parts = [...new Set(text.split(" ").filter((part) => part !== ""))];
  return {
    special: parts.filter(isSpecialScope),
    resources: parts.filter((part) => !isSpecialScope(part)).map(parseScope),
  };
}

/** As `parseAskedScopes`, leaving out what it doesn't understand: an app that asks for more than there is gets what there is. */
export function understoodScopes(text: string): AskedScopes {
  const special: SpecialScope[] = [];
  const resources: Scope[] = [];
  for (const part of new Set(text.split(" "))) {
    if (isSpecialScope(part)) special.push(part);
    else if (part !== "") {
      const scope = scopeOrNothing(part);
      if (scope !== undefined) resources.push(scope);
    }
  }
  return { special, resources };
}

function scopeOrNothing(text: string): Scope | undefined {
  try {
    return parseScope(text);
  } catch (error) {
    if (error instanceof ScopeError) return undefined;
    throw error;
  }
}

export function scopesText({ special, resources }: AskedScopes): string {
  return [...special, ...resources.map((scope) => scope.text)].join(" ");
}
