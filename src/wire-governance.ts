import {
  type Colleague,
  type Directory,
  type Governance,
  type GovernancePorts,
  openGovernance,
  patientFinder,
} from "./care/governance/index.ts";
import type { PatientVault, Chart } from "./custody/chart/index.ts";
import type { Authorization } from "./custody/authorization/index.ts";
import { type Identity, type Person, displayName } from "./custody/identity/index.ts";
import { type Keyring, openPatientVault } from "./custody/keyring/index.ts";
import type { FoundEntry, Ledger, LedgerReader } from "./custody/ledger/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import { governanceSettings } from "./surface/http/governance/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { grantRegisters } from "./wire-grant-registers.ts";
import { wireProxies } from "./wire-proxies.ts";

export interface GovernanceParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append" | "witness">;
  readonly ledgerReader: Pick<LedgerReader, "aboutPatient">;
  readonly chart: Pick<Chart, "create" | "read" | "search" | "update" | "newestUnder">;
  readonly identity: Pick<Identity, "people" | "sessions" | "settings" | "lockedNames" | "slowedPlaces">;
  readonly authorization: Pick<Authorization, "apps" | "clients" | "federationGrants">;
  readonly policy: Pick<Policy, "changing" | "faultyConsents" | "forget" | "roleOf" | "roles" | "settingsOf">;
  readonly decisions: GovernancePorts["decisions"];
  readonly sendMail: GovernancePorts["sendMail"];
  readonly dueRecords: GovernancePorts["dueRecords"];
  readonly publicOrigin: string;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
  readonly onAltered: GovernancePorts["onAltered"];
}

/** Gives exceptional access and its reviews what they stand on. */
export function wireGovernance(parts: GovernanceParts): Governance {
  const {
    db,
    keyring,
    ledger,
    ledgerReader,
    chart,
    identity,
    policy,
    publicOrigin,
    now,
    sendMail,
    onFailure,
    onAltered,
  } = parts;
  const directory = directoryOf(parts);
  return openGovernance({
    db,
    now,
    newId: randomUuid,
    vault: (tenant) => keyring.vault(tenant),
    patientVault: (tenant, patient) => patientVault(keyring, tenant, patient),
    async record(tx, tenant, { actor, patient, ...act }) {
      const { from, requestId, ...who } = actor;
      const entry = { ...act, actor: who, from, requestId, resources: [], count: patient === undefined ? 0 : 1 };
      await ledger.append(tx, tenant, [{ entry, patient }]);
    },
    decisions: parts.decisions,
    directory,
    findPatients: patientFinder(chart),
    accessesOf: (tenant, wanted) => accessesOf(ledgerReader, tenant, wanted),
    endWitnessed: (tenant, wanted) => endWitnessed(ledgerReader, tenant, wanted),
    settings: async (tenant) => identity.settings.get(tenant, governanceSettings),
    grantsChanged: policy.changing,
    forgetGrants: policy.forget,
    async endSessions(tenant, person) {
      await identity.sessions.endAllOf({ kind: "system", id: "clock", name: "the clock" }, tenant, person);
    },
    registers: grantRegisters(parts),
    lockedAccounts: identity.lockedNames,
    slowedPlaces: identity.slowedPlaces,
    dueRecords: parts.dueRecords,
    faultyConsents: async (tenant) => (await policy.faultyConsents(tenant)).map(({ consent }) => consent),
    async standing(tx, tenant) {
      const roles = await policy.roles.held(tx, tenant);
      return {
        accounts: await identity.people.accounts(tx, tenant),
        roleOf(id) {
          const stored = roles.get(id);
          return stored && { label: stored.definition.label, permissions: stored.role.permissions };
        },
      };
    },
    async giveRole(actor, tenant, { person, role, approval }) {
      await identity.people.change(actor, tenant, person, { role, approval });
    },
    proxies: wireProxies(parts),
    sendMail,
    origin: publicOrigin,
    onFailure,
    onAltered,
  });
}

async function patientVault(
  keyring: Keyring,
  tenant: TenantId,
  patient: ResourceId,
): Promise<PatientVault | undefined> {
  return openPatientVault(await keyring.keys(tenant), patient);
}

const pageOfEntries = 200;

/** Entries about a patient since a moment, newest first, page by page. */
async function* entriesSince(
  reader: Pick<LedgerReader, "aboutPatient">,
  tenant: TenantId,
  { patient, from }: { readonly patient: ResourceId; readonly from: number },
): AsyncGenerator<readonly FoundEntry[]> {
  let before: string | undefined;
  for (;;) {
    const page = await reader.aboutPatient(tenant, patient, { before, limit: pageOfEntries });
    yield page.filter(({ entry }) => entry.at >= from);
    const last = page.at(-1);
    // Entries of one moment may be a little out of order: a minute earlier nothing of the stretch is left.
    if (last === undefined || page.length < pageOfEntries || last.entry.at < from - 60_000) return;
    before = last.entryId;
  }
}

async function endWitnessed(
  reader: Pick<LedgerReader, "aboutPatient">,
  tenant: TenantId,
  { grant, patient, since }: Parameters<GovernancePorts["endWitnessed"]>[1],
): Promise<boolean> {
  for await (const page of entriesSince(reader, tenant, { patient, from: since }))
    if (page.some(({ entry }) => entry.action === "break-glass-ended" && entry.detail === `grant ${grant}`))
      return true;
  return false;
}

async function accessesOf(
  reader: Pick<LedgerReader, "aboutPatient">,
  tenant: TenantId,
  { person, patient, from, until, limit }: Parameters<GovernancePorts["accessesOf"]>[1],
): Promise<Awaited<ReturnType<GovernancePorts["accessesOf"]>>> {
  const found: FoundEntry[] = [];
  for await (const page of entriesSince(reader, tenant, { patient, from })) {
    found.push(...page.filter(({ entry }) => entry.actor.id === person && entry.at <= until));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit).map(({ entryId, entry: { at, action, why, resources, count } }) => ({
    entryId,
    at,
    action,
    why,
    resources,
    count,
  }));
}

function directoryOf({ identity, policy }: Pick<GovernanceParts, "identity" | "policy">): Directory {
  const here = async (tenant: TenantId) =>
    (await identity.people.list(tenant)).filter(({ state }) => state !== "ended");
  return {
    all: async (tenant) => (await here(tenant)).map(colleagueOf),
    async with(tenant, permission) {
      const able: Colleague[] = [];
      for (const person of await here(tenant))
        if ((await policy.roleOf(tenant, person.role))?.permissions.has(permission) === true)
          able.push(colleagueOf(person));
      return able;
    },
  };
}

function colleagueOf(person: Person): Colleague {
  return { id: person.id, name: displayName(person), role: person.role, email: person.email };
}

/** Says which row was altered, and how many there were. */
export function tellAltered(log: {
  readonly error: (error: unknown, message: string) => void;
}): GovernanceParts["onAltered"] {
  let faults = 0;
  return (tenant, { table, id }) => {
    faults += 1;
    const err = new Error(`${table} ${id} of organisation ${tenant}`);
    log.error({ err, faults }, "a row about exceptional access was altered in the database: it opens nothing");
  };
}
