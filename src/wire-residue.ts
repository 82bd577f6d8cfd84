import { keyDays } from "./assurance/backup/index.ts";
import { noteErasureCleared, retainedBodyColumn } from "./assurance/erasure/index.ts";
import {
  type ClearPorts,
  type ResiduePorts,
  clearResidue,
  clearWhatIsLeft,
  scanResidue,
  type ClearOptions,
  type Cleared,
  type ClearingNoted,
  type OpenedPart,
  type ResidueAsked,
  type ResidueReport,
  type ResidueStep,
} from "./assurance/residue/index.ts";
import {
  type KeyAdministration,
  type Keyring,
  type PatientVault,
  type VaultColumn,
  openColumns,
  openPatientVault,
  openRetentionVault,
} from "./custody/keyring/index.ts";
import { type Ledger, type LedgerReader, certifyText } from "./custody/ledger/index.ts";
import { openEachBody } from "./custody/records/index.ts";
import { type Clock, type ResourceId, type TenantId, isUuid, parseResourceId } from "./foundation/kernel/index.ts";
import type { Database, Transaction } from "./foundation/platform/database/index.ts";
import { patientColumns } from "./patient-columns.ts";
import { vaultColumns } from "./vault-columns.ts";

/** Every column that a scan opens, beside bodies and the ledger's entries. */
export const openedColumns: readonly VaultColumn[] = [...vaultColumns, ...patientColumns, retainedBodyColumn];

export interface ResidueParts {
  /** Connects as the schema's owner. */
  readonly admin: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "settle" | "append">;
  readonly ledgerReader: LedgerReader;
  readonly keys: Pick<KeyAdministration, "destructions" | "ended">;
  readonly now: Clock;
}

/** Looks for what is left of somebody. */
export interface Residue {
  scan(asked: ResidueAsked): AsyncGenerator<ResidueStep, ResidueReport>;
  /** Takes what was deleted off the database's disk. @throws ResidueError `residue/clearing-elsewhere`, `residue/stopped` */
  clear(options?: ClearOptions): Promise<Cleared>;
  /** The same beside requests, where keys were destroyed since the last time. @returns whether anything had to be cleared */
  clearWhatIsLeft(stop: AbortSignal): Promise<boolean>;
}

export function wireResidue({ admin, keyring, ledger, ledgerReader, keys, now }: ResidueParts): Residue {
  async function* opened(tenant: TenantId): AsyncGenerator<OpenedPart> {
    const db = admin.tenant(tenant);
    const bodies = openEachBody({ admin: (of) => admin.tenant(of), keyring }, tenant);
    for await (const bytes of bodies) yield { table: "record_version", bytes };
    const vault = await keyring.vault(tenant);
    yield* openColumns(db, tenant, vaultColumns.filter(isAlwaysOfVault), async () => vault);
    yield* openColumns(db, tenant, patientColumns, patientVaults(keyring, tenant));
    yield* openColumns(db, tenant, [retainedBodyColumn], async ({ id }) =>
      openRetentionVault(await keyring.keys(tenant), parseResourceId(String(id))),
    );
    yield* openEntries(ledgerReader, tenant);
  }

  const clearing: ClearPorts = { admin, now, note: noteCleared({ keyring, ledger, now }) };
  const ports: ResiduePorts = {
    admin,
    opened,
    async commitments(tenant, patient) {
      const gone = [...(await keys.destructions()), ...(await keys.ended())];
      const certificates = gone.filter((one) => one.tenant === tenant);
      return certificates.flatMap(({ certificate }) =>
        certificate.includes(`\npatient: ${patient}\n`) ? commitmentsIn(certificate) : [],
      );
    },
    keysOf: async (tenant, patient) =>
      (await (await keyring.keys(tenant)).everyKeyOf(patient)).map(({ keyNo }) => keyNo),
  };
  return {
    async *scan(asked) {
      await ledger.settle();
      return yield* scanResidue(ports, asked);
    },
    clear: (options) => clearResidue(clearing, options),
    clearWhatIsLeft: (stop) => clearWhatIsLeft(clearing, stop),
  };
}

/** What a clearing leaves written: the ledger tells of it, and so do certificates of erasures. */
export function noteCleared({
  keyring,
  ledger,
  now,
}: Pick<ResidueParts, "keyring" | "ledger" | "now">): ClearPorts["note"] {
  const reissuing = {
    vault: (tenant: TenantId) => keyring.vault(tenant),
    certify: async (tenant: TenantId, text: string) => certifyText(await keyring.keys(tenant), text),
    keyArchiveDays: keyDays,
    now,
  };
  return async (tx: Transaction, { tenant, at, log, destructions }: ClearingNoted) => {
    // With all of an organisation's keys its ledger went, too.
    if (destructions.some(({ subject }) => subject === null)) return;
    const actor = { kind: "system", id: "clearing", name: "the server" } as const;
    const detail = `after ${destructions.length} destructions of keys; the database's log was ${log ? "" : "not "}written over`;
    const why = "what was deleted is taken off the database's disk";
    const entry = { at, action: "residue-cleared", actor, why, detail, resources: [], count: 0 } as const;
    await ledger.append(tx, tenant, [{ entry: { ...entry, from: undefined, requestId: undefined } }]);
    for (const { subject, at: erasedAt } of destructions)
      if (subject !== null)
        await noteErasureCleared(reissuing, tx, tenant, { patient: subject, erasedAt, cleared: { at, log } });
  };
}

/** Those of the other kind are among the patients' columns, whose opener tries the organisation's vault too. */
const isAlwaysOfVault = ({ mayBeAnothers }: (typeof vaultColumns)[number]) => mayBeAnothers !== true;

/** Finds the vault of the patient whom a row names, itself or by the grant that it is about. */
function patientVaults(keyring: Keyring, tenant: TenantId) {
  const patientOf = new Map<unknown, ResourceId>();
  const vaults = new Map<ResourceId, PatientVault | undefined>();
  return async (row: object) => {
    const { id, patient } = row as { readonly id?: unknown; readonly patient?: unknown };
    if (typeof patient === "string" && isUuid(patient)) patientOf.set(id, patient as ResourceId);
    const whose = patientOf.get(id);
    if (whose === undefined) return undefined;
    if (!vaults.has(whose)) vaults.set(whose, await openPatientVault(await keyring.keys(tenant), whose));
    return vaults.get(whose) ?? (await keyring.vault(tenant));
  };
}

const entriesAtOnce = 500;

async function* openEntries(reader: LedgerReader, tenant: TenantId): AsyncGenerator<OpenedPart> {
  let before: string | undefined;
  do {
    const page = await reader.find(tenant, { before, limit: entriesAtOnce });
    for (const { entry } of page.entries) yield { table: "ledger_batch", bytes: Buffer.from(JSON.stringify(entry)) };
    for (let closed = page.entries.length; closed < page.opened; closed += 1)
      yield { table: "ledger_batch", bytes: undefined };
    before = page.next;
  } while (before !== undefined);
}

/** "12 (sha-256 commitment 5f…)" */
function commitmentsIn(certificate: string): readonly Buffer[] {
  return [...certificate.matchAll(/\(sha-256 commitment ([0-9a-f]{64})\)/g)].map(([, hex = ""]) =>
    Buffer.from(hex, "hex"),
  );
}
