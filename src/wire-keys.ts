import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { rewrapArchiveKeys } from "./assurance/backup/index.ts";
import { rewrapSigningKeys } from "./custody/authorization/index.ts";
import {
  type KeyAdministration,
  type KeyAdministrationPorts,
  type KeyProvider,
  type Keyring,
  KeyringError,
  openKeyAdministration,
  resealColumns,
} from "./custody/keyring/index.ts";
import { type Ledger, certifyText, copyEntries, retokeniseLedger } from "./custody/ledger/index.ts";
import {
  type Protection,
  checkBodies,
  checkTokens,
  countNotResealed,
  reindex,
  reseal,
} from "./custody/records/index.ts";
import { numberedTables, patientColumns } from "./patient-columns.ts";
import { vaultColumns } from "./vault-columns.ts";

export interface KeyParts {
  /** Connects as the schema's owner. */
  readonly admin: Database;
  readonly db: Database;
  readonly keyring: Keyring;
  readonly provider: KeyProvider;
  readonly ledger: Ledger;
  readonly nextNumber: () => number;
  readonly now: Clock;
  readonly sleep: (milliseconds: number, stop?: AbortSignal) => Promise<void>;
  readonly protection?: Protection;
  readonly settleMilliseconds?: number;
  readonly handedOutMilliseconds?: number;
  /** The newest signed checkpoint. */
  readonly checkpoint: (tenant: TenantId) => Promise<string>;
  readonly forbids?: KeyAdministrationPorts["forbids"];
  readonly mayEnd?: KeyAdministrationPorts["mayEnd"];
}

/** Rotation and destruction of keys, with what the other modules have under them. */
export function wireKeys(parts: KeyParts): KeyAdministration {
  const { admin, db, keyring, provider, ledger, nextNumber, now, sleep, checkpoint } = parts;
  const protection = parts.protection === undefined ? {} : { protection: parts.protection };
  const sealed = { admin: (tenant: TenantId) => admin.tenant(tenant), keyring, ...protection };
  const actor = { kind: "system", id: "key-administration", name: "key administration" } as const;
  return openKeyAdministration({
    admin,
    keyring,
    provider,
    nextNumber,
    now,
    sleep,
    ...(parts.settleMilliseconds === undefined ? {} : { settleMilliseconds: parts.settleMilliseconds }),
    ...(parts.handedOutMilliseconds === undefined ? {} : { handedOutMilliseconds: parts.handedOutMilliseconds }),
    ...(parts.forbids === undefined ? {} : { forbids: parts.forbids }),
    ...(parts.mayEnd === undefined ? {} : { mayEnd: parts.mayEnd }),
    vaultColumns,
    elsewhere: {
      reseal: (tenant) => reseal(sealed, tenant),
      resealOthers: async (tenant, patient) =>
        resealColumns(admin.tenant(tenant), await keyring.keys(tenant), patient, {
          columns: patientColumns,
          numbered: numberedTables,
        }),
      copyEntries: (tx, tenant, patient, keyNos) => copyEntries(tx, keyring, { tenant, patient, keyNos }),
      notResealed: (tenant) => countNotResealed(sealed, tenant),
      async *retokenise(tenant) {
        yield* reindex({ db, keyring, sleep, ...protection }, tenant);
        yield* retokeniseLedger(sealed, tenant);
      },
      checkTokens: (tenant) => checkTokens(sealed, tenant),
      checkBodies: (tenant, keysFrom) => checkBodies(sealed, tenant, keysFrom),
      rewrapOthers: async (rewrap, isNew) =>
        (await rewrapSigningKeys(admin.installation, rewrap, isNew)) +
        (await rewrapArchiveKeys(admin.installation, rewrap, isNew)),
    },
    async record(tx, tenant, { act, at, detail }) {
      const entry = { at, action: act, actor, why: "administration", resources: [], count: 0, detail };
      await ledger.append(tx, tenant, [{ entry: { ...entry, from: undefined, requestId: undefined } }]);
    },
    certify: async (tenant, text) => certifyText(await keyring.keys(tenant), text),
    async anchor(tenant) {
      await ledger.sequence(tenant);
      return checkpoint(tenant);
    },
  });
}

const hour = 3_600_000;
const soon = 10_000;

/** @returns what stops it */
export function keepKeys(keys: Pick<KeyAdministration, "keepUp">, onFailure: (error: unknown) => void): () => void {
  let working = false;
  const keep = () => {
    if (working) return;
    working = true;
    void keys
      .keepUp()
      .catch((error: unknown) => {
        // Another process is at it.
        if (!(error instanceof KeyringError && error.code === "keyring/rotation-under-way")) onFailure(error);
      })
      .finally(() => {
        working = false;
      });
  };
  // Not at the start itself, which has enough to do.
  const first = setTimeout(keep, soon);
  const timer = setInterval(keep, hour);
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
