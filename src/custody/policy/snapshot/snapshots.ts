import type { Clock, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database } from "../../../foundation/platform/database/index.ts";
import { readEpoch, versionsSince } from "./change-table.ts";
import { loadSnapshot, putVersion } from "./load.ts";
import type { RecordSource } from "./record-source.ts";
import { type TenantSnapshot, type VersionPut, createTenantSnapshot } from "./tenant-snapshot.ts";

/** What is known of an organisation, at most 0.9 s old. `more` is what else changes with the epoch: roles, exceptional grants. */
export interface Known<More> {
  readonly snapshot: TenantSnapshot;
  readonly more: More;
}

export interface Snapshots<More> {
  /** At once when it was asked for within the last 0.9 s. @throws DatabaseError: what can't be asked is not assumed */
  of(tenant: TenantId): Known<More> | Promise<Known<More>>;
  /** Takes in what this process has just committed. */
  written(tenant: TenantId, version: VersionPut): void;
  /** What is in memory already, however old; undefined while nobody has asked. */
  loaded(tenant: TenantId): TenantSnapshot | undefined;
  /** Makes this process ask again: roles or grants have changed. @param tenant absent: of every organisation */
  forget(tenant?: TenantId): void;
}

export interface SnapshotPorts<More> {
  readonly db: Database;
  readonly source: RecordSource;
  readonly now: Clock;
  readonly readMore: (tenant: TenantId) => Promise<More>;
  /** Whose days the days in records are. */
  readonly timeZoneOf: (more: More) => string;
  /** Told of patients whom another process has registered or changed. */
  readonly onPatients?: (tenant: TenantId, snapshot: TenantSnapshot, patients: readonly ResourceId[]) => Promise<void>;
  readonly onLoaded?: (tenant: TenantId, snapshot: TenantSnapshot) => Promise<void>;
}

/** As sessions do it: renewed behind the back of whoever asks from the first age on, waited for from the second. */
const renewAfterMilliseconds = 400;
const staleAfterMilliseconds = 900;
/** Positions are taken before the commit, and processes' clocks differ: versions of the last two minutes are asked for each time. */
const overlapMilliseconds = 120_000;
const together = 250;

interface Held<More> {
  /** Being loaded: at first, and when the organisation's time zone is another now. */
  loading: TenantSnapshot | undefined;
  known: Known<More> | undefined;
  epoch: number;
  askedAt: number;
  asking: Promise<Known<More>> | undefined;
  /** Changes that this process was told of, those that the answer in memory holds, and those that the question under way will. */
  told: number;
  held: number;
  asked: number;
}

export function createSnapshots<More>(ports: SnapshotPorts<More>): Snapshots<More> {
  const { db, source, now } = ports;
  const held = new Map<TenantId, Held<More>>();

  function holdOf(tenant: TenantId): Held<More> {
    const known = held.get(tenant);
    if (known !== undefined) return known;
    const made: Held<More> = {
      loading: undefined,
      known: undefined,
      epoch: -1,
      askedAt: -Infinity,
      asking: undefined,
      told: 0,
      held: 0,
      asked: 0,
    };
    held.set(tenant, made);
    return made;
  }

  async function ask(tenant: TenantId, hold: Held<More>): Promise<Known<More>> {
    const told = hold.told;
    hold.asked = told;
    const askedAt = now();
    // Before the versions are read: what is written from here on shows at the next question, by its position.
    const epoch = await readEpoch(db.tenant(tenant), tenant);
    const more = hold.known === undefined || hold.epoch !== epoch ? await ports.readMore(tenant) : hold.known.more;
    const timeZone = ports.timeZoneOf(more);
    // Days that are compiled are moments: in another zone everything is read anew.
    const current = hold.known?.snapshot.timeZone === timeZone ? hold.known.snapshot : undefined;
    const first = current === undefined;
    const snapshot = current ?? createTenantSnapshot(timeZone);
    if (first) hold.loading = snapshot;
    if (first) await loadSnapshot(source, tenant, snapshot, askedAt);
    const since = Math.min(hold.askedAt, askedAt) - overlapMilliseconds;
    const from = Math.max(0, (first ? askedAt - overlapMilliseconds : since) * 1000);
    await takeIn(tenant, snapshot, from);
    if (first) await ports.onLoaded?.(tenant, snapshot);
    if (hold.known?.more !== more || first) hold.known = { snapshot, more };
    hold.loading = undefined;
    hold.epoch = epoch;
    hold.askedAt = askedAt;
    // Only now: until the answer is there, nobody may be given the one from before the change.
    hold.held = told;
    return hold.known;
  }

  async function takeIn(tenant: TenantId, snapshot: TenantSnapshot, from: number): Promise<void> {
    const changed = await versionsSince(db.tenant(tenant), tenant, from);
    const unknown = changed.filter(({ id, version }) => (snapshot.versionOf(id) ?? 0) < version).map(({ id }) => id);
    const patients: ResourceId[] = [];
    for (let start = 0; start < unknown.length; start += together) {
      const versions = await source.newestAll(tenant, unknown.slice(start, start + together));
      for (const version of versions) {
        putVersion(snapshot, version);
        if (version.type === "Patient") patients.push(version.id);
      }
    }
    if (patients.length > 0) await ports.onPatients?.(tenant, snapshot, patients);
  }

  function askOnce(tenant: TenantId, hold: Held<More>): Promise<Known<More>> {
    if (hold.asking !== undefined) return hold.asking;
    const asking = ask(tenant, hold);
    hold.asking = asking;
    const done = () => {
      if (hold.asking === asking) hold.asking = undefined;
    };
    asking.then(done, done);
    return asking;
  }

  return {
    of(tenant) {
      const hold = holdOf(tenant);
      const age = now() - hold.askedAt;
      const isStale = hold.held !== hold.told;
      if (hold.known === undefined || isStale || age >= staleAfterMilliseconds || age < 0) {
        // A question that was under way when something changed may have been answered before the change.
        return isStale && hold.asking !== undefined && hold.asked !== hold.told
          ? hold.asking.catch(() => undefined).then(() => askOnce(tenant, hold))
          : askOnce(tenant, hold);
      }
      // A failure shows at the next question that has to wait for its answer.
      if (age >= renewAfterMilliseconds) askOnce(tenant, hold).catch(() => undefined);
      return hold.known;
    },
    written(tenant, version) {
      held.get(tenant)?.known?.snapshot.put(version);
      held.get(tenant)?.loading?.put(version);
    },
    loaded: (tenant) => held.get(tenant)?.known?.snapshot,
    forget(tenant) {
      const known = tenant === undefined ? [...held.values()] : [held.get(tenant)];
      for (const hold of known)
        if (hold !== undefined) {
          hold.told += 1;
          hold.epoch = -1;
        }
    },
  };
}
