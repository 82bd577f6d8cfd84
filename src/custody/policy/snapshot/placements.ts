import type { Clock, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../../foundation/platform/database/index.ts";
import type { FacilityId } from "../../access/index.ts";
import type { Stay } from "../claims/claims.ts";
import { claimsOf } from "../claims/claims-of.ts";
import { facilitiesOfStays } from "../facts/facilities.ts";
import { placeExactly, readPlacements } from "./placement-table.ts";
import type { TenantSnapshot, VersionPut } from "./tenant-snapshot.ts";

/**
 * Row-level security holds connections to facilities by a table of who is known where. It is kept here: what the records say of
 * where a patient is (and the places around), or, where they say nothing, whatever was put there when the patient was registered.
 */
export interface Placements {
  /** In the transaction that writes these versions, before they are put into the snapshot. */
  writing(tx: Transaction, tenant: TenantId, snapshot: TenantSnapshot, versions: readonly VersionPut[]): Promise<void>;
  /** Learns where patients are known of whom the records don't say it. */
  learn(tenant: TenantId, snapshot: TenantSnapshot, patients: readonly ResourceId[]): Promise<void>;
  /** After loading: learns of everybody of whom the records don't say it. @returns what sets right the rows that differ from them */
  learnAll(tenant: TenantId, snapshot: TenantSnapshot): Promise<() => Promise<void>>;
}

const together = 500;

export function createPlacements({ db, now }: { readonly db: Database; readonly now: Clock }): Placements {
  const named = (snapshot: TenantSnapshot, stays: readonly Stay[]) => facilitiesOfStays(snapshot.places, stays, now());

  return {
    async writing(tx, tenant, snapshot, versions) {
      const next = new Map<ResourceId, readonly (Stay & { readonly source?: string })[]>();
      const moved = new Set<ResourceId>();
      for (const { type, id, resource } of versions) {
        const claims = resource === undefined ? {} : claimsOf(type, resource, snapshot.timeZone);
        const source = `${type}/${id}`;
        const about = new Set([
          ...snapshot.patientsStayingBy(id),
          ...(claims.stays ?? []).map(({ patient }) => patient),
        ]);
        for (const patient of about) {
          const kept = (next.get(patient) ?? snapshot.staysOf(patient)).filter((stay) => stay.source !== source);
          const own = (claims.stays ?? []).filter((stay) => stay.patient === patient);
          next.set(patient, [...kept, ...own.map((stay) => ({ ...stay, source }))]);
          moved.add(patient);
        }
      }
      if (moved.size === 0) return;
      await placeExactly(tx, tenant, new Map([...next].map(([patient, stays]) => [patient, named(snapshot, stays)])));
    },

    async learn(tenant, snapshot, patients) {
      const silent = patients.filter((patient) => snapshot.staysOf(patient).length === 0);
      if (silent.length === 0) return;
      const rows = await readPlacements(db.tenant(tenant), tenant, silent);
      for (const [patient, facilities] of grouped(rows)) snapshot.place(patient, facilities);
    },

    async learnAll(tenant, snapshot) {
      const stored = grouped(await readPlacements(db.tenant(tenant), tenant, undefined));
      const wrong = new Map<ResourceId, readonly FacilityId[]>();
      for (const patient of new Set([...stored.keys(), ...snapshot.patients()])) {
        const stays = snapshot.staysOf(patient);
        const present = stored.get(patient) ?? [];
        if (stays.length === 0) {
          if (present.length > 0) snapshot.place(patient, present);
          continue;
        }
        const wanted = named(snapshot, stays);
        if (wanted.length !== present.length || wanted.some((facility) => !present.includes(facility)))
          wrong.set(patient, wanted);
      }
      return async () => {
        const entries = [...wrong];
        for (let start = 0; start < entries.length; start += together)
          await placeExactly(db.tenant(tenant), tenant, new Map(entries.slice(start, start + together)));
      };
    },
  };
}

function grouped(
  rows: readonly { readonly patient: ResourceId; readonly facility: FacilityId }[],
): Map<ResourceId, readonly FacilityId[]> {
  const groups = new Map<ResourceId, FacilityId[]>();
  for (const { patient, facility } of rows) {
    const group = groups.get(patient);
    if (group === undefined) groups.set(patient, [facility]);
    else group.push(facility);
  }
  return groups;
}
