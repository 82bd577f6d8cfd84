import type { TenantId } from "../../../foundation/kernel/index.ts";
import { type OnAltered, alteredWords, unlessAltered } from "../altered.ts";
import type { Vault } from "../ports.ts";
import { type RoleGrantWords, openRoleGrant } from "./opened.ts";
import type { RoleGrantRow } from "./role-grant-table.ts";

const alteredRoleGrant: RoleGrantWords = {
  personName: alteredWords,
  requesterName: alteredWords,
  roleLabel: alteredWords,
  gains: [],
};

/** As `openRoleGrant`, with words that say so in place of those of a row that was altered. */
export function wordsOfRoleGrant(
  ports: { readonly onAltered: OnAltered },
  tenant: TenantId,
  vault: Vault,
  row: RoleGrantRow,
): { readonly words: RoleGrantWords; readonly altered: boolean } {
  const words = unlessAltered(ports, tenant, { table: "role_grant", id: row.id }, () => openRoleGrant(vault, row));
  return { words: words ?? alteredRoleGrant, altered: words === undefined };
}
