import { LRUCache } from "lru-cache";
import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Facts, Restrictions, Role, RoleId } from "../access/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { type Basics, type Grants, type PolicyFacts, type TenantPolicy, factsOf } from "./facts/policy-facts.ts";
import { labelled, takesLabelOff } from "./labels/labelled.ts";
import { bringsReach } from "./claims/brings-reach.ts";
import { isClaimingType } from "./claims/claims-of.ts";
import { type PeopleByRole, type PolicyEvent, type RoleBook, createRoleBook } from "./roles/role-book.ts";
import { openTenantRoles } from "./roles/stored-role.ts";
import { type PolicySettings, defaultSettings } from "./settings.ts";
import { raiseEpoch } from "./snapshot/change-table.ts";
import type { RecordSource } from "./snapshot/record-source.ts";
import { type Known, createSnapshots } from "./snapshot/snapshots.ts";
import { createPlacements } from "./snapshot/placements.ts";
import type { FaultyConsent, SnapshotSize, TenantSnapshot, VersionPut } from "./snapshot/tenant-snapshot.ts";

/** What was written, as the chart tells it. */
export interface Written {
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly version: number;
  /** Undefined for a deletion. */
  readonly resource: FhirResource | undefined;
}

/** Who may see what: an organisation's roles, and what its records say about relations, consents and places. */
export interface Policy {
  readonly roles: RoleBook;
  /** At once, and for next to nothing, when it was asked within the last 0.9 s.
   *  @throws PolicyError `policy/purpose-not-allowed`; DatabaseError: what can't be asked is not assumed */
  facts(basics: Basics): PolicyFacts | Promise<PolicyFacts>;
  /** As `facts`, with a role that isn't stored: for a preview. */
  factsWith(basics: Basics, role: Role): Promise<PolicyFacts>;
  /** The role as it is now; undefined when there is none of this name. */
  roleOf(tenant: TenantId, id: RoleId): Promise<Role | undefined>;
  settingsOf(tenant: TenantId): Promise<PolicySettings>;
  /** Consents that can't be applied as they stand. */
  faultyConsents(tenant: TenantId): Promise<readonly FaultyConsent[]>;
  sizeOf(tenant: TenantId): Promise<SnapshotSize>;
  /** For the chart: labels what is written. */
  label(resource: FhirResource, previous: FhirResource | undefined): FhirResource;
  /** For the chart: whether an update takes a label off. @param previous as its writer sees it */
  takesLabelOff(resource: FhirResource, previous: FhirResource): boolean;
  /** For the chart: whether what is written lets its writer reach a patient. */
  bringsReach(caller: Facts, resource: FhirResource, previous: FhirResource | undefined): boolean;
  /** For the chart, in each transaction that writes. */
  writing(tx: Transaction, tenant: TenantId, written: readonly Written[]): Promise<void> | undefined;
  /** For the chart, after each commit: what was written counts from the next decision on. */
  written(tenant: TenantId, written: readonly Written[]): Promise<void> | undefined;
  /** For the chart, which asks it of every change of a record; at once, as `facts` does.
   *  @throws DatabaseError: what can't be asked is not assumed */
  restrictionsOf(tenant: TenantId): Restrictions | undefined | Promise<Restrictions | undefined>;
  /** In a transaction that changes exceptional grants or settings: every process looks again within a second of its commit. */
  changing(tx: Transaction, tenant: TenantId): Promise<void>;
  /** Makes this process look again at once. @param tenant absent: at every organisation */
  forget(tenant?: TenantId): void;
}

export interface PolicyPorts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly source: RecordSource;
  readonly now: Clock;
  readonly recordEvent: (tx: Transaction, tenant: TenantId, event: PolicyEvent) => Promise<void>;
  readonly peopleByRole: PeopleByRole;
  readonly settings?: ((tenant: TenantId) => Promise<PolicySettings>) | undefined;
  readonly grants?: ((tenant: TenantId) => Promise<Grants>) | undefined;
  readonly onFailure: (error: unknown) => void;
}

interface Remembered {
  readonly known: Known<TenantPolicy>;
  readonly revision: number;
  readonly until: number;
  readonly basics: Basics;
  readonly facts: PolicyFacts;
}

const mostRemembered = 20_000;
const noGrants: Grants = { breakGlass: [], vendors: [], proxies: [] };

export function openPolicy(ports: PolicyPorts): Policy {
  const { db, keyring, source, now } = ports;
  const placements = createPlacements(ports);
  const remembered = new LRUCache<string, Remembered>({
    // By size, not number: that would take the room for all of them at once.
    maxSize: mostRemembered,
    sizeCalculation: () => 1,
  });
  const snapshots = createSnapshots<TenantPolicy>({
    db,
    source,
    now,
    async readMore(tenant) {
      const [roles, settings, grants] = await Promise.all([
        keyring.vault(tenant).then((vault) => openTenantRoles(db.tenant(tenant), vault, tenant)),
        ports.settings?.(tenant) ?? defaultSettings,
        ports.grants?.(tenant) ?? noGrants,
      ]);
      return { roles, settings, grants };
    },
    timeZoneOf: ({ settings }) => settings.timeZone,
    onPatients: (tenant, snapshot, patients) => placements.learn(tenant, snapshot, patients),
    async onLoaded(tenant, snapshot) {
      const setRight = await placements.learnAll(tenant, snapshot);
      // Nobody waits for it: the predicate goes by the records already.
      setRight().catch(ports.onFailure);
    },
  });
  const settling = new Map<TenantId, "once" | "again">();

  /** One pass at a time: a directory that is imported names a thousand places. */
  function settle(tenant: TenantId, snapshot: TenantSnapshot): void {
    const running = settling.has(tenant);
    settling.set(tenant, running ? "again" : "once");
    if (running) return;
    placements
      .learnAll(tenant, snapshot)
      .then((setRight) => setRight())
      .catch(ports.onFailure)
      .finally(() => {
        const again = settling.get(tenant) === "again";
        settling.delete(tenant);
        if (again) settle(tenant, snapshot);
      });
  }

  const roles = createRoleBook({ ...ports, onChange: (tenant) => snapshots.forget(tenant) });

  function factsNow(known: Known<TenantPolicy>, basics: Basics): PolicyFacts {
    const key = `${basics.kind} ${basics.id} ${basics.purpose ?? ""} ${basics.patient ?? ""}`;
    const found = remembered.get(key);
    const revision = known.snapshot.membershipRevision();
    if (
      found !== undefined &&
      found.known === known &&
      found.revision === revision &&
      now() < found.until &&
      sameBasics(found.basics, basics)
    )
      return found.facts;
    const { facts, until } = factsOf(known, basics, now);
    // Whose record a family member sees hangs on the record itself, which may change at any moment.
    if (facts.reach !== "patient") remembered.set(key, { known, revision, until, basics, facts });
    return facts;
  }

  return {
    roles,
    facts(basics) {
      const known = snapshots.of(basics.tenant);
      return known instanceof Promise ? known.then((fresh) => factsNow(fresh, basics)) : factsNow(known, basics);
    },
    factsWith: async (basics, role) => factsOf(await snapshots.of(basics.tenant), basics, now, role).facts,
    roleOf: async (tenant, id) => (await snapshots.of(tenant)).more.roles.get(id)?.role,
    settingsOf: async (tenant) => (await snapshots.of(tenant)).more.settings,
    faultyConsents: async (tenant) => (await snapshots.of(tenant)).snapshot.faultyConsents(),
    sizeOf: async (tenant) => (await snapshots.of(tenant)).snapshot.size(),
    restrictionsOf(tenant) {
      const known = snapshots.of(tenant);
      return known instanceof Promise
        ? known.then(({ more }) => more.grants.restrictions)
        : known.more.grants.restrictions;
    },
    label: labelled,
    takesLabelOff,
    bringsReach,
    writing(tx, tenant, written) {
      const snapshot = snapshots.loaded(tenant);
      const claiming = claimingAmong(written);
      return snapshot === undefined || claiming.length === 0
        ? undefined
        : placements.writing(tx, tenant, snapshot, claiming);
    },
    written(tenant, written) {
      const claiming = claimingAmong(written);
      for (const version of claiming) snapshots.written(tenant, version);
      const snapshot = snapshots.loaded(tenant);
      // Places that lie elsewhere now move everybody who is there.
      if (snapshot !== undefined && claiming.some(({ type }) => type === "Location" || type === "Organization"))
        settle(tenant, snapshot);
      const registered = claiming.flatMap(({ type, id, version }) => (type === "Patient" && version === 1 ? [id] : []));
      return snapshot === undefined || registered.length === 0
        ? undefined
        : placements.learn(tenant, snapshot, registered);
    },
    changing: raiseEpoch,
    forget: (tenant) => snapshots.forget(tenant),
  };
}

function claimingAmong(written: readonly Written[]): readonly VersionPut[] {
  const found: VersionPut[] = [];
  for (const { type, id, version, resource } of written)
    if (isClaimingType(type)) found.push({ type, id, version, resource });
  return found;
}

function sameBasics(one: Basics, other: Basics): boolean {
  return (
    one.tenant === other.tenant &&
    one.role === other.role &&
    one.purpose === other.purpose &&
    one.patient === other.patient &&
    sameList(one.references, other.references) &&
    sameList(one.facilities, other.facilities)
  );
}

function sameList(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one.length !== other.length) return false;
  return one.every((item, index) => item === other[index]);
}
