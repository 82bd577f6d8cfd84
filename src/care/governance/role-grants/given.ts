import type { JudgedDecision } from "../../../custody/signatures/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import { alteredWords, unlessAltered } from "../altered.ts";
import type { GovernancePorts } from "../ports.ts";
import { openDecision, roleDecision } from "./opened.ts";
import { givenRoleGrants } from "./role-grant-table.ts";
import { wordsOfRoleGrant } from "./words.ts";

/** A role that a second person approved. */
export interface GivenRole {
  readonly id: string;
  readonly person: { readonly id: PersonId; readonly name: string };
  readonly role: { readonly id: string; readonly label: string };
  readonly requestedBy: { readonly id: PersonId; readonly name: string };
  readonly decidedBy: { readonly id: PersonId; readonly name: string } | undefined;
  readonly decidedAt: number;
  /** Undefined for one of before approvals were signed, and where it can't be read. */
  readonly signature: JudgedDecision | undefined;
  /** Somebody who has the database altered it. */
  readonly altered: boolean;
}

const shownMilliseconds = 30 * 24 * 3_600_000;

/** Those of the last 30 days, newest first, each checked against what its approver signed. */
export async function readGivenRoles(ports: GovernancePorts, tenant: TenantId): Promise<readonly GivenRole[]> {
  const rows = await givenRoleGrants(ports.db.tenant(tenant), tenant, ports.now() - shownMilliseconds);
  const vault = await ports.vault(tenant);
  const judge = await ports.decisions.judge(tenant);
  return Promise.all(
    rows.map(async (row): Promise<GivenRole> => {
      const { words, altered } = wordsOfRoleGrant(ports, tenant, vault, row);
      const read = unlessAltered(ports, tenant, { table: "role_grant", id: row.id }, () => ({
        decision: openDecision(vault, row),
      }));
      const signed = read?.decision?.signature;
      const signature = signed && (await judge(roleDecision(row, words), signed));
      return {
        id: row.id,
        person: { id: row.person, name: words.personName },
        role: { id: row.role, label: words.roleLabel },
        requestedBy: { id: row.requester, name: words.requesterName },
        decidedBy: row.decider === null ? undefined : { id: row.decider, name: read?.decision?.name ?? alteredWords },
        decidedAt: row.decided_at ?? row.requested_at,
        signature,
        // Who approved has always been kept: a row without it lost it.
        altered: altered || read?.decision === undefined || signature?.verdict.kind === "broken",
      };
    }),
  );
}
