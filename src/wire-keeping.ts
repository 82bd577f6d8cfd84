import { setTimeout as sleep } from "node:timers/promises";
import { type OverRetained, overRetained } from "./assurance/erasure/index.ts";
import type { Leavers, Retention } from "./assurance/retention/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import type { KeyAdministration, Keyring, OpenRootKey } from "./custody/keyring/index.ts";
import type { Ledger, LedgerReader } from "./custody/ledger/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import type { Decisions } from "./custody/signatures/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import type { Instead } from "./instead.ts";
import { keysMayEnd } from "./keys-may-end.ts";
import type { Opened } from "./opened.ts";
import { keepKeys, wireKeys } from "./wire-keys.ts";
import { wireLeavers } from "./wire-leavers.ts";
import { type Residue, wireResidue } from "./wire-residue.ts";
import { type RestrictionSource, restrictionInWords } from "./wire-restrictions.ts";
import { holdsInWords, wireRetention } from "./wire-retention.ts";

interface KeepingParts {
  /** As the owner of the schema. */
  readonly admin: Database;
  readonly db: Database;
  readonly keyring: Keyring;
  readonly rootKey: OpenRootKey;
  readonly ledger: Ledger;
  /** The ledger itself, whatever stands before it. */
  readonly real: Ledger;
  readonly ledgerReader: LedgerReader;
  readonly chart: Chart;
  readonly identity: Identity;
  readonly policy: Pick<Policy, "roleOf">;
  readonly decisions: Decisions;
  readonly restrictionsOf: RestrictionSource;
  readonly positions: () => number;
  readonly instead: Instead | undefined;
  readonly now: Clock;
  readonly log: { readonly error: (error: unknown, message: string) => void };
  readonly opened: Opened;
}

/** How long what is kept stays, and what ends it. */
export interface WiredKeeping {
  readonly keys: KeyAdministration;
  /** Goes on with interrupted rotations, and begins what is due, now and every hour until the house is closed. */
  keepKeys(): void;
  readonly retention: Retention;
  readonly leavers: Leavers;
  readonly residue: Residue;
  /** What stayed of erased records, and is over. */
  retainedOver(tenant: TenantId): Promise<readonly OverRetained[]>;
  /** Ids of what somebody has to decide about. */
  dueRecords(tenant: TenantId): Promise<readonly string[]>;
}

export function wireKeeping(parts: KeepingParts): WiredKeeping {
  const { admin, db, keyring, ledger, ledgerReader, chart, identity, policy, decisions, instead, now, log, opened } =
    parts;
  const retention = wireRetention({ db, keyring, ledger, chart, identity, decisions, keys: () => keys, now });
  const keys = wireKeys({
    admin,
    db,
    keyring,
    forbids: async (tx, tenant, subject, staying) =>
      holdsInWords(await retention.holds.forbidding(tx, tenant, subject, staying)) ??
      (subject && restrictionInWords(await parts.restrictionsOf(tenant, tx), subject, staying)),
    mayEnd: keysMayEnd({ admin, ledgerReader, now }),
    ...(instead?.settleMilliseconds === undefined ? {} : { settleMilliseconds: instead.settleMilliseconds }),
    provider: parts.rootKey.provider,
    ledger: parts.real,
    nextNumber: parts.positions,
    now,
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    checkpoint: async (tenant) => (await ledgerReader.standing(tenant, 1, now())).checkpoint,
    ...(instead?.protection === undefined ? {} : { protection: instead.protection }),
  });
  opened.add(keys.stop);
  let stopKeeping: (() => void) | undefined;
  const retainedOver = (tenant: TenantId) =>
    overRetained({ db, vault: (of) => keyring.vault(of), holds: retention.holds, now }, tenant);
  return {
    keys,
    keepKeys() {
      if (stopKeeping !== undefined) return;
      stopKeeping = keepKeys(keys, (error) => log.error(error, "keeping keys fresh failed; it is tried again"));
      opened.add(stopKeeping);
    },
    retention,
    leavers: wireLeavers({ db, identity, retention, policy, now }),
    residue: wireResidue({ admin, keyring, ledger, ledgerReader, keys, now }),
    retainedOver,
    async dueRecords(tenant) {
      const over = (await retainedOver(tenant)).flatMap(({ records }) => records);
      return [...(await retention.appraisals.waiting(tenant)), ...over.map(({ id }) => id)];
    },
  };
}
