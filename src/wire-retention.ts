import { retainedRecordsOf } from "./assurance/erasure/index.ts";
import {
  type Hold,
  type KeysGone,
  type Retention,
  type RetentionPorts,
  openRetention,
  retentionSettings,
} from "./assurance/retention/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import { type KeyAdministration, type Keyring, KeyringError, type StayingRecords } from "./custody/keyring/index.ts";
import { type Ledger, certifyText } from "./custody/ledger/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { patientLabelFor } from "./patient-label.ts";

export interface RetentionParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append">;
  readonly chart: Pick<Chart, "survey" | "newestUnder" | "read">;
  readonly identity: { readonly settings: Pick<Identity["settings"], "get"> };
  readonly decisions: RetentionPorts["decisions"];
  /** Asked late: it asks for holds itself. */
  readonly keys: () => Pick<KeyAdministration, "destroyPatient" | "destructions">;
  readonly now: Clock;
}

/** Gives the keeping of records what it stands on. */
export function wireRetention(parts: RetentionParts): Retention {
  const { db, keyring, ledger, chart, identity, decisions, keys, now } = parts;
  return openRetention({
    db,
    chart,
    vault: (tenant) => keyring.vault(tenant),
    settings: async (tenant) => identity.settings.get(tenant, retentionSettings),
    async record(tx, { tenant, kind, id, name, role, from, requestId, purpose }, act) {
      const entry = { ...act, actor: { kind, id, name, role }, from, requestId, purpose, resources: [], count: 0 };
      return ledger.append(tx, tenant, [{ entry }]);
    },
    decisions,
    patientLabel: patientLabelFor(chart),
    destroyPatient: (tenant, patient, why, forbids) =>
      destroyPatient(keys(), tenant, patient, why, {
        records: [],
        async store(tx) {
          const reason = await forbids(tx);
          if (reason !== undefined) throw new KeyringError("keyring/held", `nothing is destroyed: ${reason}`);
        },
      }),
    certify: async (tenant, text) => certifyText(await keyring.keys(tenant), text),
    retained: async (tenant, patient) =>
      retainedRecordsOf(db.tenant(tenant), await keyring.vault(tenant), tenant, patient),
    newId: randomUuid,
    now,
  });
}

async function destroyPatient(
  keys: Pick<KeyAdministration, "destroyPatient" | "destructions">,
  tenant: TenantId,
  patient: ResourceId,
  why: string,
  staying: StayingRecords,
): Promise<KeysGone> {
  try {
    const { at, certificate } = await keys.destroyPatient(tenant, patient, why, staying);
    return { kind: "destroyed", at, certificate };
  } catch (error) {
    if (!(error instanceof KeyringError)) throw error;
    if (error.code === "keyring/held") return { kind: "held", why: error.message };
    if (error.code !== "keyring/unknown-key") throw error;
    // A process that was killed had done it.
    const gone = (await keys.destructions()).findLast(
      (one) => one.tenant === tenant && one.certificate.includes(`\npatient: ${patient}\n`),
    );
    if (gone === undefined) throw error;
    return { kind: "destroyed", at: gone.at, certificate: gone.certificate };
  }
}

/** "there is a hold: 3, claim 2026-114"; undefined without one. */
export function holdsInWords(holds: readonly Hold[]): string | undefined {
  if (holds.length === 0) return undefined;
  return `there is a legal hold: ${holds.map(({ number, why }) => `${number}, ${why}`).join("; ")}`;
}
