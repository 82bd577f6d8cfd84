import type { VaultColumn } from "../../../custody/chart/index.ts";
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
