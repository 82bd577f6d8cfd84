import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Clock, type PersonId, type TenantId, parseResourceId } from "../../../foundation/kernel/index.ts";
import { type Hold, inForce } from "../holds/hold.ts";
import type { Holds } from "../holds/holds.ts";
import { accountRule } from "./account-rule.ts";

const day = 86_400_000;
const period = accountRule.days * day;
const prefix = "Patient/";

/** An account, of which nothing is told that names anybody. */
export interface LeaverAccount {
  readonly id: PersonId;
  /** Milliseconds since 1970; undefined while somebody may come in with it. */
  readonly endedAt?: number | undefined;
  readonly removedAt?: number | undefined;
  /** Whether it is a patient's, by whichever role, and nobody's who works here or acts for somebody else. */
  readonly isPatients: boolean;
  /** The patient whose own account it is, or was before they came to work here: "Patient/<id>". */
  readonly patient?: string | undefined;
}

/** What accounts are removed with. */
export interface LeaverPorts {
  accounts(tenant: TenantId): Promise<readonly LeaverAccount[]>;
  /** Destroys what an account holds, and tells the ledger, in one transaction. @returns false where it stays */
  remove(
    tenant: TenantId,
    removal: {
      readonly id: PersonId;
      readonly why: string;
      readonly endedBefore?: number;
      readonly forbids: (tx: Transaction, patient: string | undefined) => Promise<boolean>;
    },
  ): Promise<boolean>;
  /** Those that were removed once, and are there again. */
  removedAndBack(tenant: TenantId): Promise<readonly PersonId[]>;
  /** Patients whose own record was destroyed: "Patient/<id>". */
  destroyedPatients(tenant: TenantId): Promise<ReadonlySet<string>>;
  /** Ends who comes in with it, at once. */
  end(tenant: TenantId, id: PersonId): Promise<void>;
  readonly holds: Pick<Holds, "standing" | "forbidding">;
  readonly now: Clock;
}

/** An ended account, and what becomes of it. */
export interface Leaver {
  readonly id: PersonId;
  readonly endedAt: number;
  /** When its time is over; milliseconds since 1970. */
  readonly dueAt: number;
  readonly isDue: boolean;
  /** Numbers of the legal holds that keep it. */
  readonly heldBy: readonly number[];
}

/** Accounts of people who left: some time after access ended, what they hold is destroyed. */
export interface Leavers {
  /** What falls due when; it changes nothing. */
  foresee(tenant: TenantId): Promise<readonly Leaver[]>;
  /** Removes what is due and not held. Accounts of patients whose record was destroyed are ended first. @returns how many
   *  @throws the first of what kept an account from it, once all others were gone through */
  removeDue(tenant: TenantId, stop?: AbortSignal): Promise<number>;
  /** After a restore: whatever was removed since the backup goes again. @returns how many */
  removeAgain(tenant: TenantId): Promise<number>;
}

export function openLeavers(ports: LeaverPorts): Leavers {
  const { accounts, remove, removedAndBack, destroyedPatients, end, holds, now } = ports;
  const leavers: Leavers = {
    async foresee(tenant) {
      const at = now();
      const standing = await holds.standing(tenant);
      return (await accounts(tenant)).flatMap(({ id, endedAt, removedAt, patient }) => {
        if (endedAt === undefined || removedAt !== undefined) return [];
        const heldBy = holdsOnAccount(standing, patient).map(({ number }) => number);
        const dueAt = endedAt + period;
        return [{ id, endedAt, dueAt, isDue: dueAt <= at, heldBy }];
      });
    },

    async removeDue(tenant, stop) {
      const destroyed = await destroyedPatients(tenant);
      const failures: unknown[] = [];
      // One account's trouble is not the others'.
      const trying = async (work: () => Promise<void>) => {
        try {
          await work();
        } catch (error) {
          failures.push(error);
        }
      };
      if (destroyed.size > 0)
        // Whoever works here as well goes on working.
        for (const { id, endedAt, isPatients, patient } of await accounts(tenant))
          if (endedAt === undefined && isPatients && patient !== undefined && destroyed.has(patient))
            await trying(() => end(tenant, id));
      let removed = 0;
      for (const { id, isDue, heldBy } of await leavers.foresee(tenant)) {
        if (stop?.aborted === true) break;
        if (!isDue || heldBy.length > 0) continue;
        await trying(async () => {
          const went = await remove(tenant, {
            id,
            why: `${accountRule.days} days after access ended (${accountRule.id})`,
            endedBefore: now() - period,
            // Asked anew, under the lock that placing a hold takes.
            forbids: async (tx, patient) => holdsOnAccount(await holds.forbidding(tx, tenant), patient).length > 0,
          });
          if (went) removed += 1;
        });
      }
      if (failures.length > 0) throw failures[0];
      return removed;
    },

    async removeAgain(tenant) {
      let removed = 0;
      for (const id of await removedAndBack(tenant)) {
        const why = "it was removed before, and a backup had it";
        if (await remove(tenant, { id, why, forbids: async () => false })) removed += 1;
      }
      return removed;
    },
  };
  return leavers;
}

/** A hold on everything keeps every account; one on a patient, this patient's own. */
function holdsOnAccount(holds: readonly Hold[], patient: string | undefined): readonly Hold[] {
  if (patient?.startsWith(prefix) === true) return inForce(holds, parseResourceId(patient.slice(prefix.length)));
  return inForce(holds).filter(({ scope }) => scope.kind === "organisation");
}
