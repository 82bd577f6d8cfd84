import { type Leavers, type Retention, destroyedPatients, openLeavers } from "./assurance/retention/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

interface LeaverParts {
  readonly db: Database;
  readonly identity: {
    readonly people: Pick<Identity["people"], "list" | "change" | "remove" | "removedAndBack">;
  };
  readonly retention: Pick<Retention, "holds">;
  readonly policy: Pick<Policy, "roleOf">;
  readonly now: Clock;
}

/** Gives the removal of accounts what it stands on. */
export function wireLeavers({ db, identity: { people }, retention, policy, now }: LeaverParts): Leavers {
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
    async accounts(tenant) {
      const isPatients = async (id: string) => {
        const role = await policy.roleOf(tenant, id);
        return role?.reach === "patient" && !role.purposes.includes("FAMRQT");
      };
      return Promise.all(
        (await people.list(tenant)).map(async (one) => ({ ...one, isPatients: await isPatients(one.role) })),
      );
    },
    remove: (tenant, removal) => people.remove({ ...removal, actor: clock(), tenant }),
    removedAndBack: (tenant) => people.removedAndBack(tenant),
    destroyedPatients: (tenant) => destroyedPatients(db.tenant(tenant), tenant),
    async end(tenant, id) {
      await people.change(clock(), tenant, id, { state: "ended" });
    },
    now,
  });
}
