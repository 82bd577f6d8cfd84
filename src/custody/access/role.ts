import type { Reach, Sensitivity } from "./facts.ts";
import type { FieldRule } from "./field-rule.ts";
import type { Permission } from "./permissions.ts";
import type { Purpose } from "./purpose.ts";
import type { Scope } from "./scope.ts";

/** A built-in role's name, or one that an organisation made: lower-case words joined by hyphens. */
export type RoleId = string;

export interface Role {
  readonly label: string;
  /** How the role is named inside a sentence: "as a clinician of this organisation" without the article. */
  readonly inSentence: string;
  readonly summary: string;
  readonly scopes: readonly Scope[];
  readonly permissions: ReadonlySet<Permission>;
  readonly reach: Reach;
  readonly fieldRules: readonly FieldRule[];
  /** Undefined: all. */
  readonly clearances: readonly Sensitivity[] | undefined;
  /** Purposes it may act for; the first is what a session starts with. */
  readonly purposes: readonly [Purpose, ...Purpose[]];
}
