import { type Leavers, type Retention, openLeavers } from "./assurance/retention/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

interface LeaverParts {
  readonly db: Database;
  readonly identity: {
    readonly people: Pick<Identity["people"], "list" | "change" | "remove" | "removedAndBack">;
  };
  readonly retention: Pick<Retention, "holds">;
  readonly now: Clock;
}

/** Gives the removal of accounts what it stands on. */
export function wireLeavers({ db, identity: { people }, retention, now }: LeaverParts): Leavers {
  const clock = () =>
    ({
      kind: "system",
      id: "retention-clock",
      name: "the clock",
      from: "this machine",
      requestId: randomUuid(),
    }) as const;
  return openLeavers({
    holds: retention.holds,
    accounts: (tenant) => people.list(tenant),
    remove: (tenant, removal) => people.remove({ ...removal, actor: clock(), tenant }),
    removedAndBack: (tenant) => people.removedAndBack(tenant),
    async destroyedPatients(tenant) {
      const rows = await db
        .tenant(tenant)
        .query<{ subject: string }>(
          "select distinct subject from wardbook.key_destruction where tenant = $1 and subject is not null",
          [tenant],
        );
      return new Set(rows.map(({ subject }) => `Patient/${subject}`));
    },
    async end(tenant, id) {
      await people.change(clock(), tenant, id, { state: "ended" });
    },
    now,
  });
}
