import { isResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";
import { letterFor } from "./interaction.ts";
import type { Interaction } from "./interaction.ts";
import { ScopeError } from "./scope-error.ts";
import { parseCriteria } from "./criteria.ts";
import type { Criteria } from "./criteria.ts";

export type ScopeLevel = "system" | "user" | "patient";

/** One parsed SMART v2 scope: `user/Observation.rs?category=…|laboratory`. */
export interface Scope {
  readonly level: ScopeLevel;
  readonly type: ResourceType | "*";
  /** A non-empty part of `cruds`, in that order. */
  readonly permissions: string;
  /** Search criteria that every row must meet; empty when the scope covers all rows of its type. */
  readonly criteria: Criteria;
  /** The scope as it was written. */
  readonly text: string;
}

const longestScope = 1000;
// RFC 6749 §3.3: printable ASCII without space, quotation mark and backslash.
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
const shape = /^(system|user|patient)\/(\*|[A-Za-z]+)\.([A-Za-z*]+)(?:\?(.*))?$/;
const ordered = /^c?r?u?d?s?$/;

/**
 * Source: SMART App Launch 2.2, "Scopes for requesting FHIR Resources".
 * @throws ScopeError with the code of the first fault
 */
export function parseScope(text: string): Scope {
  if (text.length > longestScope)
    throw new ScopeError("scope/too-long", `a scope has at most ${longestScope} characters`);
  const match = scopeToken.test(text) ? shape.exec(text) : null;
  if (match === null) throw new ScopeError("scope/malformed", "expected a scope such as system/Observation.rs");
  const [, level = "", type = "", permissions = "", query] = match;
  if (permissions === "read" || permissions === "write" || permissions === "*") {
    throw new ScopeError(
      "scope/version-1",
      "SMART v1 scopes (.read, .write, .*) are not accepted; write .rs, .cud or .cruds",
    );
  }
  if (!ordered.test(permissions)) {
    throw new ScopeError(
      "scope/wrong-permission-order",
      "permissions are a part of cruds, in that order, each letter once",
    );
  }
  if (type !== "*" && !isResourceType(type)) {
    throw new ScopeError("scope/unknown-type", "the scope names no resource type of FHIR R4");
  }
  const criteria = query === undefined ? [] : parseCriteria(query);
  return { level: level as ScopeLevel, type, permissions, criteria, text };
}

/** Space-separated scopes; at least one. @throws ScopeError */
export function parseScopes(text: string): readonly Scope[] {
  const parts = text.split(" ").filter((part) => part !== "");
  if (parts.length === 0) throw new ScopeError("scope/malformed", "expected at least one scope");
  return [...new Set(parts)].map(parseScope);
}

/** What the ledger is read as. Who was given every type was given records, not what everybody did with them: it has to be named. */
export const ledgerType = "AuditEvent" satisfies ResourceType;

/** Whether a scope of the one type speaks of the other. */
export function speaksOf(wide: Scope["type"], type: Scope["type"]): boolean {
  return wide === type || (wide === "*" && type !== ledgerType);
}

/** Whether the scope speaks of this type and interaction, whatever rows it is limited to. */
export function grants(scope: Scope, interaction: Interaction, type: ResourceType): boolean {
  return speaksOf(scope.type, type) && scope.permissions.includes(letterFor[interaction]);
}

/**
 * Whether everything that `narrow` allows is allowed by one of `wide`: a token may ask for a part of its client's scopes.
 * Row limits are compared by their text: a scope with criteria is covered by the same criteria, fewer of them, or none.
 */
export function covers(wide: readonly Scope[], narrow: Scope): boolean {
  return [...narrow.permissions].every((letter) => wide.some((scope) => coversLetter(scope, narrow, letter)));
}

function coversLetter(wide: Scope, narrow: Scope, letter: string): boolean {
  return (
    wide.level === narrow.level &&
    speaksOf(wide.type, narrow.type) &&
    wide.permissions.includes(letter) &&
    wide.criteria.every((a) => narrow.criteria.some((b) => a.parameter === b.parameter && a.value === b.value))
  );
}
