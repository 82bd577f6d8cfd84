import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { Keyring, TenantProfile } from "../../keyring/index.ts";
import { LiveCache } from "./live-cache.ts";

export interface Organisation extends TenantProfile {
  readonly tenant: TenantId;
}

/** The organisations of this installation. */
export interface Organisations {
  all(): Promise<readonly Organisation[]>;
  of(tenant: TenantId): Promise<Organisation | undefined>;
  /** By short name; without one, the only organisation that isn't the demonstration, or else the only one. */
  named(shortName: string | undefined): Promise<Organisation | undefined>;
  /** Makes this process look again: after one was made. */
  forgetRemembered(): void;
}

const everything = "all";

export function organisationsOf(keyring: Pick<Keyring, "tenants">, now: Clock): Organisations {
  const remembered = new LiveCache<{ readonly list: readonly Organisation[] }>({
    now,
    most: 1,
    freshness: { renewAfterMs: 2_000, staleAfterMs: 60_000 },
  });

  async function all(): Promise<readonly Organisation[]> {
    return (await remembered.get(everything, async () => ({ list: await keyring.tenants() })))?.list ?? [];
  }

  return {
    all,
    of: async (tenant) => (await all()).find((organisation) => organisation.tenant === tenant),
    async named(shortName) {
      const known = await all();
      if (shortName !== undefined && shortName !== "")
        return known.find((organisation) => organisation.shortName === shortName.trim().toLowerCase());
      const real = known.filter((organisation) => !organisation.demonstration);
      return real.length === 1 || known.length === 1 ? (real[0] ?? known[0]) : undefined;
    },
    forgetRemembered: () => remembered.forgetAll(),
  };
}
