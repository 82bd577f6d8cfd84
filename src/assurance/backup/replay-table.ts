import type { Queryable } from "../../foundation/platform/database/index.ts";

/** A record of the same id that was made later is another one. The schema may be of before there was such a table: then this is called again, once it
 *  has become that of the keys. */
async function replayErased(db: Queryable): Promise<void> {
  const rows = await db.query<{ known: boolean }>("select to_regclass('wardbook.erased_record') is not null as known");
  if (rows[0]?.known !== true) return;
  await db.query(
    `delete from wardbook.record_version v using wardbook.erased_record e
     where e.tenant = v.tenant and e.id = v.id and v.position <= e.until`,
  );
}

/** Does once more what was done to keys after a backup: what key_destruction names goes, with the bodies and drafts under it,
 *  and so do records that were erased by themselves.
 *  @returns patients and organisations whose keys were there again */
export async function replayDestructions(db: Queryable): Promise<number> {
  const patients = await db.query(
    `delete from wardbook.data_key k using wardbook.key_destruction d
     where d.tenant = k.tenant and d.subject = k.subject returning 1`,
  );
  const tenants = await db.query(
    `update wardbook.tenant t set wrapped_key = '', other_wrapped_key = null, sealed_profile = '', destroyed_at = d.at
     from wardbook.key_destruction d where d.tenant = t.tenant and d.subject is null and t.destroyed_at is null returning 1`,
  );
  await db.query(
    `delete from wardbook.data_key k using wardbook.tenant t where t.tenant = k.tenant and t.destroyed_at is not null`,
  );
  await db.query(
    `delete from wardbook.note_draft n using wardbook.key_destruction d where d.tenant = n.tenant and d.subject = n.patient`,
  );
  await replayErased(db);
  // Of patients alone: the bodies of an organisation that was destroyed stay, as bytes that nobody can read. With them goes what such a
  // record was while it was about nobody.
  await db.query(
    `with gone as (
       select distinct v.tenant, v.id from wardbook.record_version v join wardbook.tenant t on t.tenant = v.tenant
       where t.destroyed_at is null
         and not exists (select from wardbook.data_key k where k.tenant = v.tenant and k.key_no = v.key_no))
     delete from wardbook.record_version v using gone g
     where v.tenant = g.tenant and v.id = g.id
       and not exists (select from wardbook.data_key k where k.tenant = v.tenant and k.key_no = v.key_no and k.subject is not null)`,
  );
  return patients.length + tenants.length;
}
