import { randomUUID } from "node:crypto";
import { type House, aHouse, anOrganisation } from "../../../../test/people/index.ts";
import { type Caller, type Permission, type RoleId, roles } from "../../../custody/access/index.ts";
import { openDecisions, openSignatures } from "../../../custody/signatures/index.ts";
import { open, seal } from "../../../foundation/crypto/index.ts";
import { type PersonId, type TenantId, parsePersonId, parseResourceId } from "../../../foundation/kernel/index.ts";
import {
  type Colleague,
  type Governance,
  type GovernancePorts,
  type GovernanceSettings,
  type GrantRegister,
  type LockedAccount,
  type OutgoingMail,
  defaultSettings,
  openGovernance,
  openGrantSource,
  patientFinder,
} from "../index.ts";

/** Somebody of the staff, as the directory and as a session know them. */
export interface Member extends Caller {
  readonly id: PersonId;
  readonly email: string;
}

export interface TestGovernance {
  readonly house: House;
  readonly governance: Governance;
  readonly grants: ReturnType<typeof openGrantSource>;
  /** A second server process on the same database. */
  anotherProcess(): Governance;
  member(
    tenant: TenantId,
    role: RoleId,
    name: string,
    /** In the house for a month, unless it is said since when. */
    more?: { readonly permissions?: readonly Permission[]; readonly addedAt?: number },
  ): Member;
  /** A role of every organisation's own, or a built-in one that was changed, as far as giving it matters. */
  redefine(role: RoleId, label: string, permissions: readonly Permission[]): void;
  leave(tenant: TenantId, person: PersonId): void;
  set(tenant: TenantId, settings: GovernanceSettings): void;
  /** Grants under review beside vendors' access. */
  register(
    tenant: TenantId,
  ): Map<string, { readonly holder?: PersonId; readonly holderName: string; readonly grant: string }>;
  /** These consents, and no others, can't be applied as they stand. */
  misunderstand(tenant: TenantId, consents: readonly string[]): void;
  /** These appraisals, and no others, wait for somebody's decision. */
  fallDue(tenant: TenantId, appraisals: readonly string[]): void;
  /** A factor of their account falls shut after five attempts; without a person: of a name that nobody bears. */
  lock(tenant: TenantId, person: PersonId | undefined): void;
  readonly mails: OutgoingMail[];
  failMail(failing: boolean): void;
  readonly endedSessions: PersonId[];
  readonly changed: TenantId[];
  readonly forgeries: string[];
  /** Rows that didn't open as they stand: "table id". */
  readonly altered: string[];
  readonly failures: unknown[];
  readonly ports: GovernancePorts;
  anOrganisation(): Promise<TenantId>;
  /** Entries under the patient's key, newest first: "action: why". */
  saidAbout(tenant: TenantId, patient: string): Promise<readonly string[]>;
  /** What an actor did, newest first: "action: why; detail". */
  saidBy(tenant: TenantId, actor: string): Promise<readonly string[]>;
}

/** Call it once per test file, at the top. */
export async function aGovernance(): Promise<TestGovernance> {
  const house = await aHouse();
  const members = new Map<TenantId, Member[]>();
  const settings = new Map<TenantId, GovernanceSettings>();
  const registers = new Map<TenantId, Map<string, { holder?: PersonId; holderName: string; grant: string }>>();
  const due = new Map<TenantId, readonly string[]>();
  const misunderstood = new Map<TenantId, readonly string[]>();
  const gone = new Map<TenantId, Member[]>();
  const added = new Map<PersonId, number>();
  const redefined = new Map<RoleId, { readonly label: string; readonly permissions: ReadonlySet<Permission> }>();
  const locked = new Map<TenantId, LockedAccount[]>();
  const unmailed = new Map<TenantId, LockedAccount[]>();
  const mails: OutgoingMail[] = [];
  const endedSessions: PersonId[] = [];
  const changed: TenantId[] = [];
  const forgeries: string[] = [];
  const altered: string[] = [];
  const failures: unknown[] = [];
  let failing = false;

  const registered = (tenant: TenantId) => {
    const known = registers.get(tenant) ?? new Map<string, { holder?: PersonId; holderName: string; grant: string }>();
    registers.set(tenant, known);
    return known;
  };
  const peopleRegister: GrantRegister = {
    kind: "person-role",
    list: async (tenant) => [...registered(tenant)].map(([subject, grant]) => ({ subject, ...grant })),
    withdraw: async (_actor, tenant, subject) => {
      registered(tenant).delete(subject);
    },
  };
  const colleague = ({ id, name, role = "", email }: Member): Colleague => ({ id, name, role, email });
  const { db, keyring, ledger, reader, now } = house;
  const vault = (tenant: TenantId) => keyring.vault(tenant);
  const ports: GovernancePorts = {
    db,
    now,
    newId: randomUUID,
    vault,
    patientVault: async (tenant, patient) => {
      const own = (await (await keyring.keys(tenant)).ofPatients([patient])).get(patient);
      if (own === undefined) return undefined;
      const bind = (context: string) => Buffer.from(`${tenant}|${patient}|${own.keyNo}|${context}`);
      return {
        keyNo: own.keyNo,
        seal: (context, plaintext) => seal(own.key, plaintext, bind(context)),
        open: (context, sealed) => open(own.key, sealed, bind(context)),
      };
    },
    record: async (tx, tenant, { actor, patient, ...act }) => {
      const { from, requestId, ...who } = actor;
      await ledger.append(tx, tenant, [
        { entry: { ...act, actor: who, from, requestId, resources: [], count: 0 }, patient },
      ]);
    },
    directory: {
      all: async (tenant) => (members.get(tenant) ?? []).map(colleague),
      with: async (tenant, permission) =>
        (members.get(tenant) ?? []).filter(({ permissions }) => permissions.has(permission)).map(colleague),
    },
    findPatients: patientFinder(house.chart),
    accessesOf: async (tenant, { person, patient, from, until, limit }) =>
      (await reader.aboutPatient(tenant, patient, { limit: 1000 }))
        .filter(({ entry }) => entry.actor.id === person && entry.at >= from && entry.at <= until)
        .slice(0, limit)
        .map(({ entryId, entry: { at, action, why, resources, count } }) => ({
          entryId,
          at,
          action,
          why,
          resources,
          count,
        })),
    endWitnessed: async (tenant, { patient, grant }) =>
      (await reader.aboutPatient(tenant, patient, { limit: 1000 })).some(
        ({ entry }) => entry.action === "break-glass-ended" && entry.detail === `grant ${grant}`,
      ),
    settings: async (tenant) => settings.get(tenant) ?? defaultSettings,
    grantsChanged: async (_tx, tenant) => {
      changed.push(tenant);
    },
    forgetGrants: () => undefined,
    endSessions: async (_tenant, person) => {
      endedSessions.push(person);
    },
    decisions: openDecisions({
      signatures: openSignatures({ db, keyring, now, recordKey: async () => undefined }),
      now,
      async confirmSigner(_caller, password) {
        if (password?.expose() === "wrong") throw new Error("not your password");
        return async () => undefined;
      },
    }),
    registers: [peopleRegister],
    dueRecords: async (tenant) => due.get(tenant) ?? [],
    faultyConsents: async (tenant) => misunderstood.get(tenant) ?? [],
    async standing(tx, tenant) {
      await tx.query("select pg_advisory_xact_lock(7264015, $1)", [tenant]);
      const here = members.get(tenant) ?? [];
      const left = gone.get(tenant) ?? [];
      return {
        accounts: [...here, ...left].map(({ id, role = "" }) => ({
          id,
          role,
          ended: left.some((one) => one.id === id),
          signedInOnce: true,
          addedAt: added.get(id) ?? 0,
        })),
        roleOf(id) {
          const known = Object.hasOwn(roles, id) ? roles[id as keyof typeof roles] : undefined;
          return redefined.get(id) ?? known;
        },
      };
    },
    async giveRole(actor, tenant, { person, role, approval }) {
      const known = members.get(tenant)?.find(({ id }) => id === person);
      if (known === undefined) throw new Error("there is no such member");
      const change = { actor, person, personName: known.name, from: known.role, to: role, approval };
      const refusal = await house.db.transaction(tenant, (tx) => governance.roleGrants.witness(tx, tenant, change));
      if (refusal !== undefined) throw new Error(refusal.code);
      members.set(
        tenant,
        (members.get(tenant) ?? []).map((one) => (one.id === person ? { ...one, role } : one)),
      );
    },
    slowedPlaces: { recent: async () => [], told: async () => undefined, sweep: async () => undefined },
    lockedAccounts: {
      untold: async (tenant) => locked.get(tenant) ?? [],
      told: async (_tx, tenant) => {
        unmailed.set(tenant, [...(unmailed.get(tenant) ?? []), ...(locked.get(tenant) ?? [])]);
        locked.delete(tenant);
      },
      takeUnmailed: async (tenant) => unmailed.get(tenant)?.shift(),
      notMailed: async (tenant, name) => {
        unmailed.set(tenant, [...(unmailed.get(tenant) ?? []), name]);
      },
      sweep: async () => undefined,
    },
    proxies: {
      patient: async () => undefined,
      birthDate: async () => undefined,
      makeRelatedPerson: async () => parseResourceId(randomUUID()),
      closeRelatedPerson: async (tenant, _by, { alongside }) => db.transaction(tenant, alongside),
      accounts: async () => [],
      invite: async () => {
        throw new Error("nobody is invited here");
      },
      ownAccounts: async () => [],
      choose: async () => undefined,
      stretchOf: async () => undefined,
      witnessLook: async () => undefined,
    },
    sendMail: async (mail) => {
      if (failing) throw new Error("the mail server is not there");
      mails.push(mail);
    },
    origin: "https://wardbook.test",
    onFailure: (error) => failures.push(error),
    onAltered: (_tenant, { table, id }) => altered.push(`${table} ${id}`),
  };
  const onForgery = (_tenant: TenantId, id: string) => forgeries.push(id);

  const governance = openGovernance(ports);

  return {
    house,
    governance,
    grants: openGrantSource({ db, vault, now, onForgery }),
    anotherProcess: () => openGovernance({ ...ports, db: house.anotherProcess().db }),
    redefine: (role, label, permissions) => redefined.set(role, { label, permissions: new Set(permissions) }),
    member(tenant, role, name, { permissions, addedAt } = {}) {
      const known = Object.hasOwn(roles, role) ? roles[role as keyof typeof roles] : undefined;
      const id = parsePersonId(randomUUID());
      const one: Member = {
        tenant,
        kind: "person",
        id,
        name,
        role,
        scopes: known?.scopes ?? [],
        permissions: new Set(permissions ?? known?.permissions),
        email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@wardbook.test`,
        from: "192.0.2.7",
        requestId: randomUUID(),
        provenAt: now(),
      };
      added.set(id, addedAt ?? now() - 30 * 24 * 3_600_000);
      members.set(tenant, [...(members.get(tenant) ?? []), one]);
      return one;
    },
    leave(tenant, person) {
      const leaving = (members.get(tenant) ?? []).filter(({ id }) => id === person);
      gone.set(tenant, [...(gone.get(tenant) ?? []), ...leaving]);
      members.set(
        tenant,
        (members.get(tenant) ?? []).filter(({ id }) => id !== person),
      );
    },
    set: (tenant, value) => settings.set(tenant, value),
    register: registered,
    misunderstand: (tenant, consents) => misunderstood.set(tenant, consents),
    fallDue: (tenant, appraisals) => due.set(tenant, appraisals),
    lock(tenant, person) {
      const at = now();
      const name = { subject: Buffer.from(person ?? "nobody"), person, failures: 5, since: at - 60_000, lockedAt: at };
      locked.set(tenant, [...(locked.get(tenant) ?? []), name]);
    },
    mails,
    failMail: (value) => {
      failing = value;
    },
    endedSessions,
    changed,
    forgeries,
    altered,
    failures,
    ports,
    anOrganisation: () => anOrganisation(house),
    saidAbout: async (tenant, patient) =>
      (await reader.aboutPatient(tenant, patient as never, { limit: 200 })).map(
        ({ entry }) => `${entry.action}: ${entry.why}`,
      ),
    saidBy: async (tenant, actor) =>
      (await reader.byActor(tenant, actor, { limit: 200 })).map(
        ({ entry }) => `${entry.action}: ${entry.why}; ${entry.detail ?? ""}`,
      ),
  };
}
