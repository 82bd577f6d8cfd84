import { type Leavers, type Retention, destroyedPatients, openLeavers } from "./assurance/retention/index.ts";
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
    destroyedPatients: (tenant) => destroyedPatients(db.tenant(tenant), tenant),
    async end(tenant, id) {
      await people.change(clock(), tenant, id, { state: "ended" });
    },
    now,
  });
}
