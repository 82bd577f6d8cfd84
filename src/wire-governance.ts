import {
  type Colleague,
  type Directory,
  type Governance,
  GovernanceError,
  type GovernancePorts,
  type GrantRegister,
  openGovernance,
  patientFinder,
} from "./care/governance/index.ts";
import type { PatientVault } from "./custody/chart/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { Authorization } from "./custody/authorization/index.ts";
import { type Identity, IdentityError, type Person, displayName } from "./custody/identity/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { FoundEntry, Ledger, LedgerReader } from "./custody/ledger/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import { governanceSettings } from "./surface/http/governance/index.ts";
import type { Reach } from "./custody/access/index.ts";
import { open, randomUuid, seal } from "./foundation/crypto/index.ts";
import { type Clock, type ResourceId, type TenantId, parsePersonId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

export interface GovernanceParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append">;
  readonly ledgerReader: Pick<LedgerReader, "aboutPatient">;
  readonly chart: Pick<Chart, "read" | "search">;
  readonly identity: Pick<Identity, "people" | "sessions" | "settings">;
  readonly clients: Authorization["clients"];
  readonly policy: Pick<Policy, "changing" | "forget" | "roleOf">;
  readonly sendMail: GovernancePorts["sendMail"];
  readonly publicOrigin: string;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** Gives exceptional access and its reviews what they stand on. */
export function wireGovernance(parts: GovernanceParts): Governance {
  const { db, keyring, ledger, ledgerReader, chart, identity, policy, publicOrigin, now, sendMail, onFailure } = parts;
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
    directory,
    findPatients: patientFinder(chart),
    accessesOf: (tenant, wanted) => accessesOf(ledgerReader, tenant, wanted),
    settings: (tenant) => identity.settings.get(tenant, governanceSettings),
    grantsChanged: policy.changing,
    forgetGrants: policy.forget,
    async endSessions(tenant, person) {
      await identity.sessions.endAllOf({ kind: "system", id: "clock", name: "the clock" }, tenant, person);
    },
    registers: [peopleRegister(parts, directory), ...clientRegisters(parts.clients)],
    sendMail,
    origin: publicOrigin,
    onFailure,
  });
}

async function patientVault(
  keyring: Keyring,
  tenant: TenantId,
  patient: ResourceId,
): Promise<PatientVault | undefined> {
  const own = (await (await keyring.keys(tenant)).ofPatients([patient])).get(patient);
  if (own === undefined) return undefined;
  const bind = (context: string) => Buffer.from(`${tenant}|${patient}|${own.keyNo}|${context}`);
  return {
    keyNo: own.keyNo,
    seal: (context, plaintext) => seal(own.key, plaintext, bind(context)),
    open: (context, sealed) => open(own.key, sealed, bind(context)),
  };
}

const pageOfEntries = 200;

async function accessesOf(
  reader: Pick<LedgerReader, "aboutPatient">,
  tenant: TenantId,
  { person, patient, from, until, limit }: Parameters<GovernancePorts["accessesOf"]>[1],
): Promise<Awaited<ReturnType<GovernancePorts["accessesOf"]>>> {
  const found: FoundEntry[] = [];
  let before: string | undefined;
  while (found.length < limit) {
    const page = await reader.aboutPatient(tenant, patient, { before, limit: pageOfEntries });
    found.push(...page.filter(({ entry }) => entry.actor.id === person && entry.at >= from && entry.at <= until));
    const last = page.at(-1);
    // Entries of one moment may be a little out of order: a minute earlier nothing of the stretch is left.
    if (last === undefined || page.length < pageOfEntries || last.entry.at < from - 60_000) break;
    before = last.entryId;
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

/** What each person's role lets them do, and where. */
function peopleRegister({ identity, policy }: GovernanceParts, directory: Directory): GrantRegister {
  return {
    kind: "person-role",
    async list(tenant) {
      const people = (await identity.people.list(tenant)).filter(({ state }) => state !== "ended");
      return Promise.all(
        people.map(async (person) => {
          const role = await policy.roleOf(tenant, person.role);
          const where = person.facilities?.length ?? 0;
          return {
            subject: person.id,
            holder: person.id,
            holderName: displayName(person),
            grant: `${role?.label ?? person.role}: ${role === undefined ? "a role that is gone" : reachText(role.reach, where)}`,
            hint: lastSeen(person.lastSignInAt),
          };
        }),
      );
    },
    async withdraw(actor, tenant, subject) {
      const managers = await directory.with(tenant, "people.manage");
      if (managers.length === 1 && managers[0]?.id === subject)
        throw new GovernanceError(
          "review/cannot-withdraw",
          "nobody else manages people: give somebody that role first, else nobody could be let in any more",
        );
      await identity.people
        .change(actor, tenant, parsePersonId(subject), { state: "ended" })
        .catch((error: unknown) => {
          const over =
            error instanceof IdentityError && ["people/unknown", "people/illegal-change"].includes(error.code);
          if (!over) throw error;
        });
    },
  };
}

/** Programs that act for themselves, and apps that act for people. */
function clientRegisters(clients: Authorization["clients"]): readonly GrantRegister[] {
  return (["api-client", "oauth-client"] as const).map((kind) => ({
    kind,
    list: async (tenant) =>
      (await clients.list(tenant))
        .filter((client) => client.state === "active" && (client.redirectUris.length === 0) === (kind === "api-client"))
        .map(({ id, name, scopes, lastTokenAt }) => ({
          subject: id,
          holderName: name,
          grant: scopes.join(" "),
          hint: lastSeen(lastTokenAt),
        })),
    withdraw: (actor, tenant, subject) => clients.end(actor, tenant, subject),
  }));
}

function reachText(reach: Reach, facilities: number): string {
  switch (reach) {
    case "organisation":
      return facilities === 0 ? "the whole organisation" : `${facilities} of the sites`;
    case "facility":
      return facilities === 0 ? "no site" : facilities === 1 ? "one site" : `${facilities} sites`;
    case "related":
      return "patients in their care";
    case "patient":
      return "one patient's record";
  }
}

function lastSeen(at: number | undefined): string {
  return at === undefined ? "never used" : `last used on ${new Date(at).toISOString().slice(0, 10)}`;
}
