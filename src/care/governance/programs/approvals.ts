import type { Permission } from "../../../custody/access/index.ts";
import { type TenantId, isUuid, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor } from "../act.ts";
import type { GovernancePorts } from "../ports.ts";
import type { Standing, StandingAccount } from "../role-grants/rights.ts";
import { isSettled, tookLately } from "../role-grants/settled.ts";
import { finishTasks, openTask } from "../tasks/open-task.ts";

/** Who approves what a program is to do beyond what whoever asked may, and what they see of it. */
export interface ProgramApprovals {
  /** Whether somebody else has to approve: somebody could, or whoever asks took that right from them lately. */
  isNeeded(tx: Transaction, tenant: TenantId, asker: string): Promise<boolean>;
  /** Whether somebody has had their account, and rights over the organisation, for a day. */
  isSettled(tx: Transaction, tenant: TenantId, person: string): Promise<boolean>;
  /** Whether somebody manages programs here. */
  manages(tx: Transaction, tenant: TenantId, person: string): Promise<boolean>;
  /** Puts it on the lists of those who could approve. */
  asked(
    tx: Transaction,
    tenant: TenantId,
    ask: { readonly id: string; readonly program: string; readonly by: Actor },
  ): Promise<void>;
  /** Takes it from them. */
  settled(
    tx: Transaction,
    tenant: TenantId,
    ask: { readonly id: string; readonly by: Actor; readonly note: string },
  ): Promise<void>;
}

const right: Permission = "clients.manage";
const approvalDays = 7;
const day = 24 * 3_600_000;

export function createProgramApprovals(ports: GovernancePorts): ProgramApprovals {
  function managing({ accounts, roleOf }: Standing): readonly StandingAccount[] {
    return accounts.filter(({ role, ended }) => !ended && roleOf(role)?.permissions.has(right) === true);
  }

  return {
    async isNeeded(tx, tenant, asker) {
      const others = managing(await ports.standing(tx, tenant)).filter(({ id }) => id !== asker);
      return others.length > 0 || tookLately(ports, tx, tenant, asker);
    },

    async isSettled(tx, tenant, person) {
      const { accounts } = await ports.standing(tx, tenant);
      return isSettled(
        ports,
        tx,
        tenant,
        accounts.find(({ id }) => id === person),
      );
    },

    async manages(tx, tenant, person) {
      return managing(await ports.standing(tx, tenant)).some(({ id }) => id === person);
    },

    asked: (tx, tenant, { id, program, by }) =>
      openTask(ports, tx, tenant, {
        kind: "program-approval",
        about: id,
        title: `Approve what ${program} is to do by itself, asked for by ${by.name}`,
        dueAt: ports.now() + approvalDays * day,
        notFor: by.kind === "person" && isUuid(by.id) ? parsePersonId(by.id) : undefined,
      }),

    settled: (tx, tenant, { id, by, note }) => finishTasks(ports, tx, tenant, { about: id, by, note }),
  };
}
