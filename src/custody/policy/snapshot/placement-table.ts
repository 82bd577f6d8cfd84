import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { type Queryable, uuidArray } from "../../../foundation/platform/database/index.ts";
import type { FacilityId } from "../../access/index.ts";

export interface PlacementRow {
  readonly patient: ResourceId;
  readonly facility: FacilityId;
}

/** Where patients are known, as row-level security sees it. */
export function readPlacements(
  db: Queryable,
  tenant: TenantId,
  patients: readonly ResourceId[] | undefined,
): Promise<PlacementRow[]> {
  return db.query(
    `select k.subject as patient, p.facility
     from wardbook.patient_facility p join wardbook.data_key k on k.tenant = p.tenant and k.key_no = p.key_no
     where p.tenant = $1 and ($2::uuid[] is null or k.subject = any ($2::uuid[]))`,
    [tenant, patients === undefined ? null : uuidArray(patients)],
  );
}

/** Makes these patients known at these facilities and at no others. Patients who have no key yet are left out. */
export async function placeExactly(
  db: Queryable,
  tenant: TenantId,
  rows: ReadonlyMap<ResourceId, readonly FacilityId[]>,
): Promise<void> {
  const patients = [...rows.keys()];
  const pairs = [...rows].flatMap(([patient, facilities]) => facilities.map((facility) => ({ patient, facility })));
  await db.query(
    `with wanted as materialized (
       select k.key_no, w.facility from unnest($3::uuid[], $4::uuid[]) as w (patient, facility)
       join wardbook.data_key k on k.tenant = $1 and k.subject = w.patient),
     gone as (
       delete from wardbook.patient_facility p using wardbook.data_key k
       where k.tenant = $1 and k.subject = any ($2::uuid[]) and p.tenant = $1 and p.key_no = k.key_no
         and not exists (select from wanted w where w.key_no = p.key_no and w.facility = p.facility))
     insert into wardbook.patient_facility (tenant, key_no, facility)
     select $1, key_no, facility from wanted on conflict do nothing`,
    [
      tenant,
      uuidArray(patients),
      uuidArray(pairs.map(({ patient }) => patient)),
      uuidArray(pairs.map(({ facility }) => facility)),
    ],
  );
}
