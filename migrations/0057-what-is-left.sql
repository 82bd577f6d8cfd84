-- Finds what was deleted of one patient's record: a pass over an organisation's versions is too much for what every patient may ask.
create index record_version_deleted on wardbook.record_version (tenant, key_no, position) where deleted;

-- Since when what a destruction of keys deleted is off the database's disk. No row: it isn't, or nobody knows. Not in backups: a restore is
-- another disk.
create table wardbook.residue_clearing (
  tenant int not null,
  destruction bigint not null,     -- of key_destruction
  cleared_at bigint not null,      -- milliseconds since 1970
  log boolean not null,            -- whether the database's log was written over
  primary key (tenant, destruction)
);
alter table wardbook.residue_clearing enable row level security;
create policy own_tenant on wardbook.residue_clearing using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select on wardbook.residue_clearing to wardbook_app;
