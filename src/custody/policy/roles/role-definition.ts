import type { FieldRule, Permission, Purpose, Reach, Role } from "../../access/index.ts";
import { permissions, parseScope } from "../../access/index.ts";

/** A role as people write it and as it is stored. */
export interface RoleDefinition {
  readonly label: string;
  /** How it is named inside a sentence: "as ward nurse of this organisation". */
  readonly inSentence: string;
  readonly summary: string;
  /** SMART v2 scopes of level user. */
  readonly scopes: readonly string[];
  readonly permissions: readonly Permission[];
  readonly reach: Reach;
  readonly fieldRules: readonly FieldRule[];
  /** Sensitivities that it may see; null: all. */
  readonly clearances: readonly string[] | null;
  /** The first is what a session starts with. */
  readonly purposes: readonly Purpose[];
}

export function definitionOf(role: Role): RoleDefinition {
  const { label, inSentence, summary, reach, fieldRules, clearances, purposes } = role;
  return {
    label,
    inSentence,
    summary,
    scopes: role.scopes.map(({ text }) => text),
    permissions: permissions.filter((permission) => role.permissions.has(permission)),
    reach,
    fieldRules,
    clearances: clearances ?? null,
    purposes,
  };
}

/** Of a definition that was checked. @throws ScopeError, RangeError when it never was */
export function roleOf(definition: RoleDefinition): Role {
  const { label, inSentence, summary, reach, fieldRules, clearances, purposes } = definition;
  const [first, ...more] = purposes;
  if (first === undefined) throw new RangeError("a role acts for at least one purpose");
  return {
    label,
    inSentence,
    summary,
    scopes: definition.scopes.map(parseScope),
    permissions: new Set(definition.permissions),
    reach,
    fieldRules,
    clearances: clearances ?? undefined,
    purposes: [first, ...more],
  };
}
