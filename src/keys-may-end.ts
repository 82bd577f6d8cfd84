import { backupsFrom } from "./assurance/backup/index.ts";
import type { LedgerReader } from "./custody/ledger/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

/** What keys whose records were erased still wait for: a full backup that has the rest of the record under its new key, and a drill that
 *  restored it. Where no backup is known nothing depends on them. @returns a sentence, or undefined when they may go */
export function keysMayEnd({
  admin,
  ledgerReader,
  now,
}: {
  readonly admin: Database;
  readonly ledgerReader: Pick<LedgerReader, "find">;
  readonly now: Clock;
}): (tenant: TenantId, since: number) => Promise<string | undefined> {
  return async (tenant, since) => {
    const known = await backupsFrom(admin.installation, { since, now: now() });
    if (known === undefined) return undefined;
    const moment = new Date(since).toISOString();
    if (known.length === 0) return `waits for a full backup of after ${moment}`;
    const wanted = new Set(known);
    let before: string | undefined;
    do {
      const page = await ledgerReader.find(tenant, { from: since, before, limit: 1_000 });
      for (const { entry } of page.entries) {
        const [, drilled = ""] = /^passed: backup (\S+) restored/.exec(entry.detail ?? "") ?? [];
        if (entry.action === "restore-drilled" && wanted.has(drilled)) return undefined;
      }
      before = page.next;
    } while (before !== undefined);
    return `waits for a drill that restores a full backup of after ${moment}, or what goes on from it`;
  };
}
