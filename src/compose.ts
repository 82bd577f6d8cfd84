import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { randomToken } from "./foundation/crypto/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";
import { type Database, migrate, openDatabase } from "./foundation/platform/database/index.ts";
import { openMailer } from "./foundation/platform/mail/index.ts";
import { readOrMakeSecret } from "./foundation/platform/secret-file/index.ts";
import { claimPositions } from "./custody/counting/index.ts";
import { settingWithin } from "./custody/identity/index.ts";
import { checkpointMailSettings, ledgerRetention } from "./custody/ledger/index.ts";
import { openRecords, reindex } from "./custody/records/index.ts";
import { openDecisions, openSignatures } from "./custody/signatures/index.ts";
import { newestBackupAt, openBackups } from "./assurance/backup/index.ts";
import { onlineSettings } from "./care/payments/index.ts";
import { signerConfirmation } from "./surface/http/notes/index.ts";
import { entryOf } from "./administration-entries.ts";
import type { ComposeOptions } from "./compose-options.ts";
import type { House } from "./house.ts";
import { openCharts } from "./open-charts.ts";
import { openKeys } from "./open-keys.ts";
import { type Opened, nothingOpened } from "./opened.ts";
import { readWitnessPolicy } from "./read-witness-policy.ts";
import { wireCare } from "./wire-care.ts";
import { tellAltered, wireGovernance } from "./wire-governance.ts";
import { wireIdentity } from "./wire-identity.ts";
import { wireKeeping } from "./wire-keeping.ts";
import { wireLedger } from "./wire-ledger.ts";
import { onlineAccount } from "./wire-payments.ts";
import { wirePolicy } from "./wire-policy.ts";
import { wirePublic } from "./wire-public.ts";
import { wireReminders } from "./wire-reminders.ts";
import { wireRevocations } from "./wire-revocations.ts";

/** Wires the house, by hand. @throws DatabaseError, KeyringError */
export async function compose(options: ComposeOptions): Promise<House> {
  const { dataDirectory, owner } = options;
  const applicationPassword = await readOrMakeSecret(join(dataDirectory, "database.secret"), () => randomToken());
  const db = openDatabase(await migrate(owner, applicationPassword), options.connections);
  const opened = nothingOpened();
  opened.add(db.close);
  try {
    return await wire(options, db, opened);
  } catch (error) {
    // Whatever is left open keeps a start that failed from ending.
    for (const fault of await opened.close()) options.log.error(fault, "closing what was opened went wrong");
    throw error;
  }
}

/** @param opened filled with what is opened, also where the rest fails */
async function wire(options: ComposeOptions, db: Database, opened: Opened): Promise<House> {
  const { dataDirectory, instead, now, log, publicOrigin } = options;
  const admin = openDatabase(options.owner, 2);
  opened.add(admin.close);
  const { positions, release } = await claimPositions(db, now);
  opened.add(release);
  const witnessPolicy = await readWitnessPolicy(options.witnesses);
  const { rootKey, keyring } = await openKeys(options, { db, positions, random: Math.random, sleep });
  const records = openRecords({
    db,
    keyring,
    now,
    ...(instead?.protection === undefined ? {} : { protection: instead.protection }),
  });
  const mailer = options.mail === undefined ? undefined : openMailer(options.mail);
  opened.add(() => mailer?.close());
  const { real, ...works } = await wireLedger({
    admin,
    db,
    keyring,
    positions,
    now,
    random: Math.random,
    log,
    directory: join(dataDirectory, "ledger"),
    keepsDaybook: options.keepDaybook === true,
    witnessPolicy,
    mirrorSetting: options.ledgerMirror,
    mailer,
    mailSettings: (tenant) => identity.settings.get(tenant, checkpointMailSettings),
    retention: (tenant, tx) =>
      tx === undefined
        ? identity.settings.get(tenant, ledgerRetention)
        : settingWithin({ keyring }, tx, tenant, ledgerRetention),
    publicOrigin,
    instead: instead?.ledger,
    opened,
  });
  const { ledger, ledgerReader } = works;
  const kept = { db, keyring, records, ledger, now };
  const { policy, restrictionsOf } = wirePolicy({ ...kept, identity: () => identity, log });
  const timeZone = async (tenant: TenantId) => (await policy.settingsOf(tenant)).timeZone;
  const address = `${publicOrigin}/fhir`;
  const { rules, written, ...care } = wireCare({
    ...kept,
    policy,
    restrictionsOf,
    timeZone,
    address,
    identity: () => identity,
    authorization: () => authorization,
    chart: () => chart,
    log,
  });
  const { clinic } = care;
  opened.add(clinic.boards.close);
  const { identity, authorization } = wireIdentity({
    ...kept,
    rootKey,
    policy,
    publicOrigin,
    mailer,
    passwordCost: instead?.passwordCost,
    witnessRoleChange: (tx, tenant, change) => governance.roleGrants.witness(tx, tenant, change),
    secondPerson: () => governance.programs,
    log,
  });
  const { chart, rehearsal } = openCharts({
    ...kept,
    positions,
    policy,
    address,
    rules,
    written(tenant, all) {
      written(tenant, all);
      reception.written(tenant, all);
    },
  });
  const { revocations, close: stopHearing } = wireRevocations({
    db,
    identity,
    authorization,
    policy,
    onFailure: (error) => log.error(error, "hearing of revocations failed; it is tried again"),
  });
  opened.add(stopHearing);
  const signatures = openSignatures({
    db,
    keyring,
    now,
    recordKey: async (tx, tenant, event) => {
      await ledger.append(tx, tenant, [{ entry: entryOf({ act: "keys-rotated", ...event }) }]);
    },
  });
  const confirmSigner = signerConfirmation({ identity, components: signatures.components, now });
  const decisions = openDecisions({ signatures, confirmSigner, now });
  const governance = wireGovernance({
    db,
    keyring,
    ledger,
    ledgerReader,
    chart,
    identity,
    authorization,
    policy,
    decisions,
    sendMail: mailer?.send,
    dueRecords: (tenant) => dueRecords(tenant),
    publicOrigin,
    now,
    onFailure: (error) => log.error(error, "a task of governance failed; it is tried again"),
    onAltered: tellAltered(log),
  });
  opened.add(governance.close);
  const { dueRecords, ...keeping } = wireKeeping({
    admin,
    db,
    keyring,
    rootKey,
    ledger,
    real,
    ledgerReader,
    chart,
    identity,
    policy,
    decisions,
    restrictionsOf,
    positions,
    instead,
    now,
    log,
    opened,
  });
  const { settings, organisations } = identity;
  const shared = { db, keyring, chart, rehearsal, settings, timeZone, now };
  const reception = wirePublic({ ...shared, scheduling: clinic.scheduling(chart) });
  return {
    db,
    rootKey,
    keyring,
    records,
    ...works,
    newestBackupAt: () => newestBackupAt(db.installation, now()),
    backups: (stores) =>
      openBackups({
        admin,
        root: rootKey.provider,
        rootCopy: async () => rootKey.file?.copyUnderShares(),
        ledger: real,
        tenants: () => keyring.tenants(),
        nextNumber: positions,
        now,
        ...stores,
      }),
    chart,
    rehearsal,
    policy,
    identity,
    authorization,
    governance,
    ...keeping,
    ...care,
    payments: clinic.payments({
      chart,
      words: async (tenant) => (await identity.settings.get(tenant, onlineSettings)).words,
      publicOrigin,
      account: onlineAccount(options.stripe, identity.organisations),
      onFault: (error, message) => log.error(error, message),
    }),
    reception,
    reminders: wireReminders({
      ...shared,
      policy,
      organisations,
      mailer,
      mail: options.mail,
      publicOrigin,
      onFailure: (error) => log.error(error, "a mail about an appointment was not sent"),
    }),
    revocations,
    signatures,
    confirmSigner,
    decisions,
    positions,
    async *reindex(tenant) {
      yield* reindex({ db, keyring, sleep }, tenant);
      await clinic.rebuild(tenant);
    },
    async close() {
      const [first, ...others] = await opened.close();
      for (const fault of others) log.error(fault, "closing what was opened went wrong");
      if (first !== undefined) throw first;
    },
  };
}
