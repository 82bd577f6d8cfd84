import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { openByCalendar } from "./access-review/open-review.ts";
import { sweepCampaigns } from "./access-review/sweep-campaigns.ts";
import { endPutBack, lapseBreakGlass } from "./break-glass/end.ts";
import type { RefusedAskings } from "./break-glass/refused-askings.ts";
import { tellOfDueRecords } from "./due-records/tell-of-due-records.ts";
import { tellOfConsents } from "./faulty-consents/tell-of-consents.ts";
import { mailHolders, tellOfficers } from "./locked-accounts/tell-of-locks.ts";
import type { GovernancePorts } from "./ports.ts";
import { type AgesFound, endOfAge } from "./proxies/of-age.ts";
import { sweepProxies } from "./proxies/sweep-proxies.ts";
import { lapseRoleGrants } from "./role-grants/role-grants.ts";
import { tellOfPlaces } from "./slowed-places/tell-of-places.ts";
import { lockSweep } from "./sweep-table.ts";
import { giveBack } from "./tasks/give-back.ts";
import { tellOf } from "./tasks/open-task.ts";
import { sendWaitingMail } from "./tasks/send-mail.ts";
import { takeDueSoon, takeOverdue } from "./tasks/task-table.ts";
import { lapseVendorAccess } from "./vendor-access/decide.ts";

const day = 86_400_000;

/** Does for one organisation what only time causes. Safe to run at any moment in several processes: each step takes what is its
 *  own under a lock, and leaves the rest to whoever has it. A step that fails holds up none of the others. @throws what failed */
export async function sweepOnce(
  ports: GovernancePorts,
  { refused, ages }: { readonly refused: RefusedAskings; readonly ages: AgesFound },
  tenant: TenantId,
): Promise<void> {
  const alone = async (work: (tx: Transaction) => Promise<void>) =>
    ports.db.transaction(tenant, async (tx) => {
      if (await lockSweep(tx, tenant)) await work(tx);
    });
  const steps = [
    () => alone((tx) => lapseBreakGlass(ports, tx, tenant)),
    () => alone((tx) => endPutBack(ports, tx, tenant)),
    () => refused.settle(tenant),
    () => endVendors(ports, tenant, alone),
    () => alone((tx) => lapseRoleGrants(ports, tx, tenant)),
    () => alone((tx) => sweepProxies(ports, tx, tenant)),
    () => endOfAge(ports, ages, tenant),
    () => alone((tx) => openByCalendar(ports, tx, tenant)),
    () => sweepCampaigns(ports, tenant),
    () => alone((tx) => tellOfConsents(ports, tx, tenant)),
    () => alone((tx) => tellOfDueRecords(ports, tx, tenant)),
    () => alone((tx) => tellOfficers(ports, tx, tenant)),
    () => alone((tx) => tellOfPlaces(ports, tx, tenant)),
    () => alone((tx) => giveBack(ports, tx, tenant)),
    () => alone((tx) => remind(ports, tx, tenant)),
    () => sendWaitingMail(ports, tenant),
    () => mailHolders(ports, tenant),
  ];
  const faults: unknown[] = [];
  for (const step of steps) await step().catch((fault: unknown) => faults.push(fault));
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new AggregateError(faults, "several steps of the sweep failed");
}

async function endVendors(
  ports: GovernancePorts,
  tenant: TenantId,
  alone: (work: (tx: Transaction) => Promise<void>) => Promise<void>,
): Promise<void> {
  const over: PersonId[] = [];
  await alone(async (tx) => {
    over.push(...(await lapseVendorAccess(ports, tx, tenant)));
  });
  for (const person of over) await ports.endSessions(tenant, person);
}

async function remind(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const now = ports.now();
  const { remindDays } = (await ports.settings(tenant)).accessReview;
  for (const row of await takeOverdue(tx, tenant, now)) await tellOf(ports, tx, tenant, row, "overdue");
  const soon = [
    { kinds: ["access-review"], dueBefore: now + remindDays * day },
    { kinds: ["break-glass-review", "vendor-approval", "review-without-reviewer"], dueBefore: now + day },
  ] as const;
  for (const { kinds, dueBefore } of soon)
    for (const row of await takeDueSoon(tx, tenant, { kinds, now, dueBefore }))
      await tellOf(ports, tx, tenant, row, "reminder");
}
