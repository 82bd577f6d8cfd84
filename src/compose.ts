import { randomToken } from "./foundation/crypto/index.ts";
import { type Clock, type Positions, type Secret, type TenantId } from "./foundation/kernel/index.ts";
import {
  type ConnectionSettings,
  type Database,
  type Transaction,
  migrate,
  openDatabase,
} from "./foundation/platform/database/index.ts";
import { type Permission, asRole } from "./custody/access/index.ts";
import { claimPositions } from "./custody/counting/index.ts";
import { type Chart, type ChartPorts, openChart } from "./custody/chart/index.ts";
import { type Authorization, type AuthorizationEvent, createAuthorization } from "./custody/authorization/index.ts";
import { type Identity, type IdentityEvent, createIdentity, settingWithin } from "./custody/identity/index.ts";
import { type OverRetained, overRetained } from "./assurance/erasure/index.ts";
import { screenForCards } from "./assurance/privacy/index.ts";
import { privacyNoticeSetting } from "./care/registration/index.ts";
import { billingSettings } from "./care/billing/index.ts";
import { expenseSettings } from "./care/expenses/index.ts";
import { templateRules } from "./care/notes/index.ts";
import { type OnlinePayments, onlineSettings } from "./care/payments/index.ts";
import { type Governance, openGrantSource } from "./care/governance/index.ts";
import type { Leavers, Retention } from "./assurance/retention/index.ts";
import { type Policy, type PolicyEvent, openPolicy, policySettings } from "./custody/policy/index.ts";
import {
  type KeyAdministration,
  type Keyring,
  type OpenRootKey,
  openKeyring,
  openRootKey,
} from "./custody/keyring/index.ts";
import { checkpointMailSettings, ledgerRetention } from "./custody/ledger/index.ts";
import {
  type ConfirmSigner,
  type Decisions,
  type Signatures,
  openDecisions,
  openSignatures,
  claimsToBeOurs,
} from "./custody/signatures/index.ts";
import { type ArchiveStore, type Backups, newestBackupAt, openBackups } from "./assurance/backup/index.ts";
import { type Records, type ReindexProgress, openRecords, reindex } from "./custody/records/index.ts";
import type { MailSettings, MirrorSetting, RootKeySetting, StripeSetting } from "./foundation/platform/config/index.ts";
import { openMailer } from "./foundation/platform/mail/index.ts";
import { readOrMakeSecret } from "./foundation/platform/secret-file/index.ts";
import type { Reception } from "./care/reception/index.ts";
import type { Reminders } from "./care/reminders/index.ts";
import type { Revocations } from "./surface/http/index.ts";
import { signerConfirmation } from "./surface/http/notes/index.ts";
import { joinRuleBooks } from "./join-rules.ts";
import { type Clinic, wireClinic } from "./wire-clinic.ts";
import type { Instead } from "./instead.ts";
import { type Opened, nothingOpened } from "./opened.ts";
import { keysMayEnd } from "./keys-may-end.ts";
import { readWitnessPolicy } from "./read-witness-policy.ts";
import { wireAttachments } from "./wire-attachments.ts";
import { wireGovernance } from "./wire-governance.ts";
import { keepKeys, wireKeys } from "./wire-keys.ts";
import { onlineAccount } from "./wire-payments.ts";
import { wireLeavers } from "./wire-leavers.ts";
import { type WiredMessages, wireMessages } from "./wire-messages.ts";
import type { Stationery } from "./care/stationery/index.ts";
import { wireStationery } from "./wire-stationery.ts";
import { type WiredRegistration, wireRegistration } from "./wire-registration.ts";
import { type LedgerWorks, wireLedger } from "./wire-ledger.ts";
import { type Residue, wireResidue } from "./wire-residue.ts";
import { restrictionInWords, restrictionSource } from "./wire-restrictions.ts";
import { wirePublic } from "./wire-public.ts";
import { wireReminders } from "./wire-reminders.ts";
import { wireRevocations } from "./wire-revocations.ts";
import { holdsInWords, wireRetention } from "./wire-retention.ts";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface ComposeOptions {
  readonly dataDirectory: string;
  /** Connects as the owner of the schema, who may create roles. */
  readonly owner: ConnectionSettings;
  readonly passphrase: Secret<string> | undefined;
  /** One that is open already: then what follows says nothing. */
  readonly openedRootKey?: OpenRootKey;
  /** A file in the data directory without it. */
  readonly rootKey?: RootKeySetting;
  readonly rootKeySecret?: Secret<string> | undefined;
  readonly rootKeyShares?: readonly Secret<string>[];
  /** Told that the start waits for shares of the root key; without it a start that lacks some fails. */
  readonly onWaitingForShares?: (message: string) => void;
  readonly now: Clock;
  readonly log: {
    info(message: string): void;
    warn(message: string): void;
    error(error: unknown, message: string): void;
  };
  /** What browsers use, such as "https://records.example". Tokens, links, cookies and passkeys are made for it. */
  readonly publicOrigin: string;
  readonly connections?: number;
  /** Path of a policy that says whose cosignatures are needed; without it nobody's. */
  readonly witnesses?: string | undefined;
  /** Where a copy of what is public is kept; nowhere without it. */
  readonly ledgerMirror?: MirrorSetting | undefined;
  /** Without it no mail is sent. */
  readonly mail?: MailSettings | undefined;
  /** Without it nobody is paid online. */
  readonly stripe?: StripeSetting | undefined;
  /** Whether this process alone has the data directory, on the disk that the database is on too: then entries that are witnessed
   *  on their own wait there, durable, until they are posted to the database by the thousand. */
  readonly keepDaybook?: boolean;
  readonly instead?: Instead;
}

/** Everything wired. */
export interface House extends Omit<LedgerWorks, "real"> {
  readonly db: Database;
  readonly rootKey: OpenRootKey;
  readonly keyring: Keyring;
  readonly keys: KeyAdministration;
  /** Goes on with interrupted rotations, and begins what is due, now and every hour until `close`. */
  keepKeys(): void;
  readonly records: Records;
  /** When the newest backup was taken, in milliseconds since 1970, wherever it lies. */
  newestBackupAt(): Promise<number | undefined>;
  backups(stores: { readonly data: ArchiveStore; readonly keys: ArchiveStore }): Backups;
  readonly chart: Chart;
  /** Decides and reads as `chart` does, and notes nothing: whoever asks it for somebody else witnesses what they show of the answer. */
  readonly rehearsal: Pick<Chart, "read" | "search" | "history">;
  readonly policy: Policy;
  readonly identity: Identity;
  readonly authorization: Authorization;
  readonly governance: Governance;
  readonly retention: Retention;
  readonly leavers: Leavers;
  /** What stayed of erased records, and is over. */
  retainedOver(tenant: TenantId): Promise<readonly OverRetained[]>;
  readonly residue: Residue;
  readonly clinic: Clinic;
  readonly payments: OnlinePayments;
  readonly registration: WiredRegistration;
  readonly stationery: Stationery;
  /** What people who aren't signed in may see and ask for. */
  readonly reception: Reception;
  readonly reminders: Reminders;
  readonly messages: WiredMessages;
  /** Tells who may have lost what they had, by whichever process. */
  readonly revocations: Revocations;
  readonly signatures: Signatures;
  /** Whoever signs anything shows here that it is them. */
  readonly confirmSigner: ConfirmSigner;
  readonly decisions: Decisions;
  readonly positions: Positions;
  /** Builds an organisation's search index anew, and what else is derived from its records. */
  reindex(tenant: TenantId): AsyncGenerator<ReindexProgress>;
  close(): Promise<void>;
}

/** Entries of identity and authorization name what was done, to whom. */
function entryOf(event: IdentityEvent | AuthorizationEvent) {
  const { act, at, actor, subject, detail } = event;
  const { from, requestId, ...who } = actor;
  const about = subject === undefined ? [] : [`${subject.kind} ${subject.name} (${subject.id})`];
  const said = [...about, ...(detail === undefined ? [] : [detail])].join(": ");
  const why = actor.kind === "system" ? "administration" : `as ${actor.role ?? actor.kind}`;
  return {
    at,
    action: act,
    actor: who,
    why,
    from,
    requestId,
    resources: [],
    count: 0,
    detail: said === "" ? undefined : said,
    onBehalfOf: "onBehalfOf" in event ? event.onBehalfOf : undefined,
  };
}

/** Entries of policy name what was made of a role, or who looked through whose eyes. */
function policyEntryOf({ act, at, caller, detail }: PolicyEvent) {
  const { kind, id, name, role, from, requestId, purpose } = caller;
  return {
    at,
    action: act,
    actor: { kind, id, name, role },
    why: asRole(caller) ?? kind,
    from,
    requestId,
    resources: [],
    count: 0,
    detail,
    purpose,
  };
}

const running: readonly Permission[] = ["people.manage", "roles.manage", "policies.manage"];

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
  const { dataDirectory, passphrase, now, log, publicOrigin } = options;
  const admin = openDatabase(options.owner, 2);
  opened.add(admin.close);
  const { positions, release } = await claimPositions(db, now);
  opened.add(release);
  const witnessPolicy = await readWitnessPolicy(options.witnesses);
  const mayCreate = async () => await openKeyring({ root: noRoot, db, nextNumber: positions }).isEmpty();
  const rootKey =
    options.openedRootKey ??
    (await openRootKey({
      setting: options.rootKey ?? { kind: "file" },
      directory: join(dataDirectory, "keyring"),
      passphrase,
      secret: options.rootKeySecret,
      shares: options.rootKeyShares ?? [],
      mayCreate,
      onWaiting: options.onWaitingForShares,
      now,
      sleep,
      random: Math.random,
    }));
  const keyring = openKeyring({ root: rootKey.provider, db, nextNumber: positions });
  const records = openRecords({
    db,
    keyring,
    now,
    ...(options.instead?.protection === undefined ? {} : { protection: options.instead.protection }),
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
    instead: options.instead?.ledger,
    opened,
  });
  const { ledger, ledgerReader } = works;
  const grantSource = openGrantSource({
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
    peopleByRole: (tenant) => identity.people.countByRole(tenant),
    settings: async (tenant) => identity.settings.get(tenant, policySettings),
    grants: async (tenant) => ({ ...(await grantSource.grantsOf(tenant)), restrictions: await restrictionsOf(tenant) }),
    onFailure: (error) => log.error(error, "keeping who is known where failed"),
  });
  const timeZone = async (tenant: TenantId) => (await policy.settingsOf(tenant)).timeZone;
  const address = `${publicOrigin}/fhir`;
  const clinic = wireClinic({
    db,
    keyring,
    records,
    timeZone,
    address,
    billing: async (tenant) => identity.settings.get(tenant, billingSettings),
    expenses: async (tenant) => identity.settings.get(tenant, expenseSettings),
    now,
    onFailure: (error) => log.error(error, "a task of the calendar failed; it is tried again"),
  });
  opened.add(clinic.boards.close);
  const stationery = wireStationery({ chart: () => chart, settings: () => identity.settings, now });
  const registration = wireRegistration({
    stationery,
    db,
    keyring,
    records,
    ledger,
    restrictionsOf,
    noticeOf: async (tenant) => identity.settings.get(tenant, privacyNoticeSetting),
    organisationName: async (tenant) => (await identity.organisations.of(tenant))?.name ?? "",
    now,
  });
  const messages = wireMessages({
    chart: () => chart,
    people: () => identity.people,
    roles: policy.roles,
    now,
    onFailure: (error) => log.error(error, "a page was not told of a message"),
  });
  const ports: ChartPorts = {
    db,
    keyring,
    records,
    ledger,
    now,
    positions,
    policy,
    address,
    claimsToBeOurs,
    screen: screenForCards,
    rules: joinRuleBooks(
      clinic.rules,
      registration.rules,
      messages.rules,
      wireAttachments({ records, now }),
      templateRules,
    ),
    written: (tenant, written) => {
      clinic.boards.written(tenant, written);
      messages.news.written(tenant, written);
    },
  };
  const recordEvent = async (tx: Transaction, tenant: TenantId, event: IdentityEvent | AuthorizationEvent) => {
    await ledger.append(tx, tenant, [{ entry: entryOf(event) }]);
    // Decisions are made of settings too: every process looks again within a second of the commit.
    if (event.act === "setting-changed") await policy.changing(tx, tenant);
  };
  const identity = createIdentity({
    database: db,
    keyring,
    publicOrigin,
    mailer,
    now,
    passwordCost: options.instead?.passwordCost,
    recordEvent,
    witnessRoleChange: (tx, tenant, change) => governance.roleGrants.witness(tx, tenant, change),
    onFailure: (error) => log.error(error, "a mail was not sent"),
  });
  const authorization = createAuthorization({
    database: db,
    keyring,
    root: rootKey.provider,
    identity,
    publicOrigin,
    now,
    recordEvent,
    async runsOrganisation(tenant, role) {
      const permissions = (await policy.roleOf(tenant, role))?.permissions;
      return permissions === undefined || running.some((permission) => permissions.has(permission));
    },
    onFailure: (error) => log.error(error, "the sign-in protocol failed"),
  });
  const chart = openChart(ports);
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
  let alteredRows = 0;
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
    async dueRecords(tenant) {
      const over = (await retainedOver(tenant)).flatMap(({ records }) => records);
      return [...(await retention.appraisals.waiting(tenant)), ...over.map(({ id }) => id)];
    },
    publicOrigin,
    now,
    onFailure: (error) => log.error(error, "a task of governance failed; it is tried again"),
    onAltered(tenant, { table, id }) {
      alteredRows += 1;
      const err = new Error(`${table} ${id} of organisation ${tenant}`);
      log.error(
        { err, faults: alteredRows },
        "a row about exceptional access was altered in the database: it opens nothing",
      );
    },
  });
  opened.add(governance.close);
  const keys = wireKeys({
    admin,
    db,
    keyring,
    forbids: async (tx, tenant, subject, staying) =>
      holdsInWords(await retention.holds.forbidding(tx, tenant, subject, staying)) ??
      (subject && restrictionInWords(await restrictionsOf(tenant, tx), subject, staying)),
    mayEnd: keysMayEnd({ admin, ledgerReader, now }),
    ...(options.instead?.settleMilliseconds === undefined
      ? {}
      : { settleMilliseconds: options.instead.settleMilliseconds }),
    provider: rootKey.provider,
    ledger: real,
    nextNumber: positions,
    now,
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    checkpoint: async (tenant) => (await ledgerReader.standing(tenant, 1, now())).checkpoint,
    ...(options.instead?.protection === undefined ? {} : { protection: options.instead.protection }),
  });
  opened.add(keys.stop);
  const retainedOver = (tenant: TenantId) =>
    overRetained({ db, vault: (of) => keyring.vault(of), holds: retention.holds, now }, tenant);
  let stopKeeping: (() => void) | undefined;
  const retention = wireRetention({ db, keyring, ledger, chart, identity, decisions, keys: () => keys, now });
  const leavers = wireLeavers({ db, identity, retention, now });
  const rehearsal = openChart({ ...ports, ledger: unwitnessed });
  const { settings, organisations } = identity;
  const shared = { db, keyring, chart, rehearsal, settings, timeZone, now };
  return {
    db,
    rootKey,
    keyring,
    keys,
    keepKeys() {
      if (stopKeeping !== undefined) return;
      stopKeeping = keepKeys(keys, (error) => log.error(error, "keeping keys fresh failed; it is tried again"));
      opened.add(stopKeeping);
    },
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
    retention,
    retainedOver,
    leavers,
    residue: wireResidue({ admin, keyring, ledger: works.ledger, ledgerReader, keys, now }),
    clinic,
    payments: clinic.payments({
      chart,
      words: async (tenant) => (await identity.settings.get(tenant, onlineSettings)).words,
      publicOrigin,
      account: onlineAccount(options.stripe, identity.organisations),
      onFault: (error, message) => log.error(error, message),
    }),
    registration,
    reception: wirePublic({ ...shared, scheduling: clinic.scheduling(chart) }),
    reminders: wireReminders({
      ...shared,
      policy,
      organisations,
      mailer,
      mail: options.mail,
      publicOrigin,
      onFailure: (error) => log.error(error, "a mail about an appointment was not sent"),
    }),
    messages,
    revocations,
    stationery,
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

/** Takes no entries. Nothing can be written through it: a write needs its entry in the same transaction. */
const unwitnessed = {
  append: () => Promise.reject(new Error("a rehearsal writes nothing")),
  witness: () => Promise.resolve([]),
};

/** Stands in before there is a root key: asking whether there are organisations needs none. */
const noRoot = {
  wrap: () => Promise.reject(new Error("no root key yet")),
  unwrap: () => Promise.reject(new Error("no root key yet")),
};
