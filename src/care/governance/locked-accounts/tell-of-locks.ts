import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Colleague, GovernancePorts } from "../ports.ts";
import { gatherTask } from "../tasks/open-task.ts";
import { lockMail, lockedTitle } from "./lock-words.ts";

/** What the one task is about that gathers them all. */
const allLockedAccounts = "10c4ed00-ac00-4000-8000-000000000000";
const day = 24 * 3600_000;
const mostMailsAtOnce = 100;

/** Puts accounts that were locked on the officers' list: one task for all of them. Names that nobody bears are only marked as seen. */
export async function tellOfficers(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const { lockedAccounts, directory, now } = ports;
  const at = now();
  await lockedAccounts.sweep(tx, tenant, at);
  const names = await lockedAccounts.untold(tenant, at);
  if (names.length === 0) return;
  await lockedAccounts.told(tx, tenant, names, at);
  const known = new Map((await directory.all(tenant)).map(({ id, name }) => [id as string, name]));
  const here = names.flatMap(({ person }) => (person !== undefined && known.has(person) ? [person] : []));
  if (here.length === 0) return;
  await gatherTask(ports, tx, tenant, {
    kind: "locked-accounts",
    about: allLockedAccounts,
    more: here,
    title: (all, since) =>
      lockedTitle(
        all.map((id) => known.get(id) ?? "somebody who left"),
        since,
      ),
    dueAt: at + day,
  });
}

/** Writes to the holders themselves, so that they know of attempts that weren't theirs. */
export async function mailHolders(ports: GovernancePorts, tenant: TenantId): Promise<void> {
  const { lockedAccounts, sendMail, now, directory, origin, onFailure } = ports;
  if (sendMail === undefined) return;
  let people: readonly Colleague[] | undefined;
  for (let sent = 0; sent < mostMailsAtOnce; sent += 1) {
    const name = await lockedAccounts.takeUnmailed(tenant, now());
    if (name === undefined) return;
    people ??= await directory.all(tenant);
    const to = people.find(({ id }) => id === name.person)?.email;
    if (to === undefined) continue;
    try {
      await sendMail({ to, ...lockMail(name, origin) });
    } catch (error) {
      onFailure(error);
      await lockedAccounts.notMailed(tenant, name);
      return;
    }
  }
}
