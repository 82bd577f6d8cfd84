import { type Hold, type Retention, openRetention, retentionSettings } from "./assurance/retention/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

export interface RetentionParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append">;
  readonly chart: Pick<Chart, "survey">;
  readonly identity: Pick<Identity, "settings">;
  readonly now: Clock;
}

/** Gives the keeping of records what it stands on. */
export function wireRetention({ db, keyring, ledger, chart, identity, now }: RetentionParts): Retention {
  return openRetention({
    db,
    chart,
    vault: (tenant) => keyring.vault(tenant),
    settings: async (tenant) => identity.settings.get(tenant, retentionSettings),
    async record(tx, { tenant, kind, id, name, role, from, requestId, purpose }, act) {
      const entry = { ...act, actor: { kind, id, name, role }, from, requestId, purpose, resources: [], count: 0 };
      await ledger.append(tx, tenant, [{ entry }]);
    },
    now,
  });
}

/** "there is a hold: 3, claim 2026-114"; undefined without one. */
export function holdsInWords(holds: readonly Hold[]): string | undefined {
  if (holds.length === 0) return undefined;
  return `there is a legal hold: ${holds.map(({ number, why }) => `${number}, ${why}`).join("; ")}`;
}
