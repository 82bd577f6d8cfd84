import { keyDays } from "./assurance/backup/index.ts";
import { type Erasures, type ErasurePorts, openErasures } from "./assurance/erasure/index.ts";
import type { Retention } from "./assurance/retention/index.ts";
import { type Rights, RightsError, isRequestStanding } from "./assurance/rights/index.ts";
import type { Caller } from "./custody/access/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import {
  type KeyAdministration,
  type Keyring,
  KeyringError,
  keyEndings,
  newRetentionVault,
  openRetentionVault,
  storeRetentionKey,
} from "./custody/keyring/index.ts";
import { type Ledger, type LedgerEntry, certifyText } from "./custody/ledger/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import { type Clock, parseResourceId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { patientLabelFor } from "./patient-label.ts";

export interface ErasureParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append" | "witness">;
  readonly chart: Pick<Chart, "takeOut" | "newestUnder" | "toRestrict" | "read">;
  readonly retention: Pick<Retention, "obligations" | "holds">;
  readonly rights: Pick<Rights, "read">;
  readonly decisions: ErasurePorts["decisions"];
  readonly keys: Pick<KeyAdministration, "destroyPatient" | "eraseRecords" | "areUnderOthers">;
  /** Absent: whoever keeps keys up does it within the hour. */
  readonly endKeysSoon?: ErasurePorts["endKeysSoon"];
  readonly policy?: Pick<Policy, "changing">;
  readonly onAltered?: ErasurePorts["onAltered"];
  readonly now: Clock;
}

/** Gives erasures what they stand on. */
export function wireErasure(parts: ErasureParts): Erasures {
  const { db, keyring, ledger, chart, retention, rights, decisions, keys, policy, endKeysSoon, onAltered, now } = parts;
  return openErasures({
    db,
    chart,
    obligations: (caller, patient) => retention.obligations(caller, patient),
    holds: retention.holds,
    vault: (tenant) => keyring.vault(tenant),
    record: (tx, caller, act) => ledger.append(tx, caller.tenant, [{ entry: entryOf(caller, act) }]),
    async witness(caller, act) {
      await ledger.witness(caller.tenant, [{ entry: { ...entryOf(caller, act), count: 1 } }]);
    },
    decisions,
    patientLabel: patientLabelFor(chart),
    async request(caller, id) {
      try {
        const { patient, kind, state, words } = await rights.read(caller, id);
        const { items } = words ?? { items: [] };
        const isRefused = items.length > 0 && items.every(({ outcome }) => outcome === "refused");
        return {
          patient,
          kind,
          isOpen: state === "open" || (state === "decided" && !isRefused),
          isOff: words === undefined || isRefused || state === "withdrawn" || state === "unidentified",
        };
      } catch (error) {
        if (error instanceof RightsError && error.code === "rights/unknown") return undefined;
        throw error;
      }
    },
    requestStands: isRequestStanding,
    async destroyKeys(tenant, subject, why, staying) {
      try {
        const { at, certificate } = await keys.destroyPatient(tenant, subject, why, staying);
        return { kind: "destroyed", at, certificate };
      } catch (error) {
        if (!(error instanceof KeyringError)) throw error;
        if (error.code === "keyring/held") return { kind: "held", why: error.message };
        if (error.code === "keyring/unknown-key") return { kind: "gone" };
        throw error;
      }
    },
    async eraseRecords(tenant, records) {
      try {
        await keys.eraseRecords(tenant, records);
        return { kind: "erased" };
      } catch (error) {
        if (!(error instanceof KeyringError)) throw error;
        if (error.code === "keyring/held") return { kind: "held", why: error.message };
        if (error.code === "keyring/unknown-key") return { kind: "gone" };
        throw error;
      }
    },
    areUnderOthers: keys.areUnderOthers,
    keyEndings: (tenant, keyNos) => keyEndings(db.tenant(tenant), tenant, keyNos),
    endKeysSoon: endKeysSoon ?? (() => undefined),
    newRetentionVault: async (tenant, subject) => newRetentionVault(await keyring.keys(tenant), subject),
    storeRetentionKey,
    openRetentionVault: async (tenant, subject) => openRetentionVault(await keyring.keys(tenant), subject),
    onAltered: onAltered ?? (() => undefined),
    async dropCaches(tx, tenant) {
      await policy?.changing(tx, tenant);
    },
    certify: async (tenant, text) => certifyText(await keyring.keys(tenant), text),
    keyArchiveDays: keyDays,
    newId: () => parseResourceId(randomUuid()),
    now,
  });
}

/** In the organisation's part of the ledger: what is under the patient's key ends with it. */
function entryOf(
  { kind, id, name, role, from, requestId, purpose }: Caller,
  act: Pick<LedgerEntry, "action" | "at" | "why" | "detail">,
): LedgerEntry {
  return { ...act, actor: { kind, id, name, role }, from, requestId, purpose, resources: [], count: 0 };
}
