-- Notes that are being written. Sealed under the patient's key; gone when signed or discarded. A row changes with every save, so
-- room is left on each page for the next version of a row.
create table wardbook.note_draft (
  saved_at bigint not null,        -- milliseconds since 1970
  key_no bigint not null,
  tenant int not null references wardbook.tenant,
  revision int not null check (revision > 0),
  id uuid not null,
  author uuid not null,
  patient uuid not null,
  sealed bytea not null,
  primary key (tenant, id)
) with (fillfactor = 70);
alter table wardbook.note_draft alter sealed set storage external;
create index note_draft_author on wardbook.note_draft (tenant, author, patient);
alter table wardbook.note_draft enable row level security;
create policy own_tenant on wardbook.note_draft using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (saved_at, key_no, revision, sealed), delete on wardbook.note_draft to wardbook_app;
