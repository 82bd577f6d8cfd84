import { openGrantSource } from "./care/governance/index.ts";
import type { ChartPorts } from "./custody/chart/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { LedgerWriter } from "./custody/ledger/index.ts";
import { type Policy, openPolicy, policySettings } from "./custody/policy/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { policyEntryOf } from "./administration-entries.ts";
import { type RestrictionSource, restrictionSource } from "./wire-restrictions.ts";

interface PolicyParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly records: ChartPorts["records"];
  readonly ledger: Pick<LedgerWriter, "append">;
  /** It stands on policy itself. */
  readonly identity: () => Pick<Identity, "people" | "settings">;
  readonly now: Clock;
  readonly log: { readonly error: (error: unknown, message: string) => void };
}

/** Who may do what: roles, consents, exceptional access, and what is restricted. */
export function wirePolicy({ db, keyring, records, ledger, identity, now, log }: PolicyParts): {
  readonly policy: Policy;
  readonly restrictionsOf: RestrictionSource;
} {
  const grants = openGrantSource({
    db,
    vault: (tenant) => keyring.vault(tenant),
    now,
    onForgery: (tenant, id) =>
      log.error(
        new Error(`grant ${id} of organisation ${tenant}`),
        "a grant that this installation did not make was put into the database",
      ),
  });
  const restrictionsOf = restrictionSource({ db, keyring, records, log });
  const policy = openPolicy({
    db,
    keyring,
    source: records,
    now,
    recordEvent: async (tx, tenant, event) => {
      await ledger.append(tx, tenant, [{ entry: policyEntryOf(event) }]);
    },
    peopleByRole: (tenant, within) => identity().people.countByRole(tenant, within),
    settings: async (tenant) => identity().settings.get(tenant, policySettings),
    grants: async (tenant) => ({ ...(await grants.grantsOf(tenant)), restrictions: await restrictionsOf(tenant) }),
    onFailure: (error) => log.error(error, "keeping who is known where failed"),
  });
  return { policy, restrictionsOf };
}
