import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { DenyReason } from "./deny-reason.ts";
import type { Interaction } from "./interaction.ts";
import type { Facts } from "./facts.ts";
import { asRole } from "./roles.ts";
import { anyOf } from "./row-predicate.ts";
import type { RowPredicate } from "./row-predicate.ts";
import { grants } from "./scope.ts";
import type { Scope } from "./scope.ts";

export interface AccessRequest {
  readonly interaction: Interaction;
  readonly type: ResourceType;
}

/**
 * What the permit asks of whoever carries it out.
 * `new-version-matches`: what is written must itself meet the row predicate, else a narrow scope could write outside it.
 */
export type Obligation = "new-version-matches";

export type Decision =
  | {
      readonly kind: "permit";
      readonly rows: RowPredicate;
      /** The sentence that the ledger keeps and the patient reads: why this was allowed. */
      readonly reason: string;
      readonly obligations: readonly Obligation[];
    }
  | { readonly kind: "deny"; readonly reason: DenyReason };

// A person acts through user/ scopes, a client on its own behalf through system/ scopes. patient/ scopes need a patient
// in context, which only a launch gives; without one they allow nothing.
const levelOf = { person: "user", client: "system", system: undefined } as const;

/** Whether and on which rows the caller may do this. Pure; what no scope grants is denied. */
export function decide(request: AccessRequest, facts: Facts): Decision {
  const level = levelOf[facts.kind];
  const own = facts.scopes.filter((scope) => scope.level === level);
  const granting = own.filter((scope) => grants(scope, request.interaction, request.type));
  if (granting.length === 0) return { kind: "deny", reason: denial(request, own) };
  const unlimited = granting.find((scope) => scope.criteria.length === 0);
  const used = unlimited === undefined ? granting : [unlimited];
  const rows = anyOf(used.map((scope) => scope.criteria));
  return { kind: "permit", rows, reason: explain(facts, used), obligations: obligations(request.interaction, rows) };
}

function denial(request: AccessRequest, own: readonly Scope[]): DenyReason {
  if (own.length === 0) return "access/no-scopes";
  const ofType = own.some((scope) => scope.type === "*" || scope.type === request.type);
  return ofType ? "access/interaction-not-granted" : "access/type-not-granted";
}

function explain(facts: Facts, used: readonly Scope[]): string {
  const role = facts.kind === "person" ? asRole(facts) : undefined;
  if (role !== undefined) return role;
  const scopes = used.map((scope) => scope.text).join(" or ");
  return facts.kind === "person" ? `with ${scopes}` : `client '${facts.name}' with ${scopes}`;
}

const none: readonly Obligation[] = [];
const matching: readonly Obligation[] = ["new-version-matches"];

function obligations(interaction: Interaction, rows: RowPredicate): readonly Obligation[] {
  return rows.kind === "rows" && (interaction === "create" || interaction === "update") ? matching : none;
}
