import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type Queryable, uuidArray } from "../../foundation/platform/database/index.ts";

/** Makes a patient known at these facilities (UUIDs of an Organization or Location), beside those where they are known already. */
export async function placePatient(
  db: Queryable,
  tenant: TenantId,
  patient: ResourceId,
  facilities: readonly string[],
): Promise<void> {
  if (facilities.length === 0) return;
  await db.query(
    `insert into wardbook.patient_facility (tenant, key_no, facility)
     select k.tenant, k.key_no, f.facility
     from wardbook.data_key k cross join unnest($3::uuid[]) as f (facility)
     where k.tenant = $1 and k.subject = $2
     on conflict do nothing`,
    [tenant, patient, uuidArray(facilities)],
    "place-patient",
  );
}

/** Makes a patient unknown at every other facility. */
export async function keepPatientOnlyAt(
  db: Queryable,
  tenant: TenantId,
  patient: ResourceId,
  facilities: readonly string[],
): Promise<void> {
  await db.query(
    `delete from wardbook.patient_facility p using wardbook.data_key k
     where k.tenant = $1 and k.subject = $2 and p.tenant = k.tenant and p.key_no = k.key_no and p.facility <> all ($3::uuid[])`,
    [tenant, patient, uuidArray(facilities)],
    "keep-patient-only-at",
  );
}

/** Who is known where, for those who decide. */
export function placedPatients(
  db: Queryable,
  tenant: TenantId,
): Promise<{ readonly patient: ResourceId; readonly facility: string }[]> {
  return db.query(
    `select k.subject as patient, p.facility
     from wardbook.patient_facility p join wardbook.data_key k on k.tenant = p.tenant and k.key_no = p.key_no and k.state = 'current'
     where p.tenant = $1`,
    [tenant],
    "placed-patients",
  );
}
