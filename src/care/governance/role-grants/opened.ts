import type { VaultColumn } from "../../../custody/chart/index.ts";
import type { Decision } from "../../../custody/signatures/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { Vault } from "../ports.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { RoleGrantRow } from "./role-grant-table.ts";

/** What was asked for, with the names and rights of that time. */
export interface RoleGrantWords {
  readonly personName: string;
  readonly requesterName: string;
  readonly roleLabel: string;
  /** Rights over the organisation that come with it. */
  readonly gains: readonly string[];
}

export interface DecisionWords {
  readonly name: string;
  readonly note?: string | undefined;
  /** The Provenance that signs an approval; approvals of before they were signed have none. */
  readonly signature?: FhirResource | undefined;
}

/** An approval, as its approver signs it. */
export function roleDecision(
  { id, person, role, requester, until, decided_at }: Omit<RoleGrantRow, "sealed" | "sealed_decision">,
  { personName, requesterName, roleLabel, gains }: RoleGrantWords,
): Decision {
  return {
    kind: "role-grant",
    id,
    whom: { id: person, name: personName },
    what: {
      role: { id: role, label: roleLabel },
      rights: [...gains],
      askedBy: { id: requester, name: requesterName },
      until: new Date(until).toISOString(),
      decided: new Date(decided_at ?? 0).toISOString(),
    },
    decision: "approve",
  };
}

type Place = Pick<RoleGrantRow, "id" | "person" | "role" | "requester" | "until">;
const context = ({ id, person, role, requester, until }: Place) =>
  `role-grant|${id}|${person}|${role}|${requester}|${until}`;
const decisionContext = ({ id, state, decider }: Pick<RoleGrantRow, "id" | "state" | "decider">) =>
  `role-grant-decision|${id}|${state}|${decider ?? ""}`;

export function sealRoleGrant(vault: Vault, place: Place, words: RoleGrantWords): Buffer {
  return sealJson(vault, context(place), words);
}

export function openRoleGrant(vault: Vault, row: RoleGrantRow): RoleGrantWords {
  return openJson<RoleGrantWords>(vault, context(row), row.sealed);
}

export function sealDecision(
  vault: Vault,
  row: Pick<RoleGrantRow, "id" | "state" | "decider">,
  words: DecisionWords,
): Buffer {
  return sealJson(vault, decisionContext(row), words);
}

export const roleGrantColumns: readonly VaultColumn[] = [
  {
    table: "role_grant",
    column: "sealed",
    key: ["id"],
    also: ["person", "role", "requester", "until"],
    contexts: (row: Place) => [context(row)],
  },
  {
    table: "role_grant",
    column: "sealed_decision",
    key: ["id"],
    also: ["state", "decider"],
    contexts: (row: Pick<RoleGrantRow, "id" | "state" | "decider">) => [decisionContext(row)],
  },
];

/** @throws CryptoError when this decision was not made by this person */
export function openDecision(vault: Vault, row: RoleGrantRow): DecisionWords | undefined {
  return row.sealed_decision === null
    ? undefined
    : openJson<DecisionWords>(vault, decisionContext(row), row.sealed_decision);
}
