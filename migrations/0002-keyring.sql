-- Data keys, each wrapped under its organisation's key. Kept apart from the records so that it can be backed up apart, and briefly.
create table wardbook.data_key (
  tenant int not null references wardbook.tenant,
  key_no bigint not null,
  -- What the key is for: 'patient' keys have a subject, the others ('record', 'index', 'ledger', 'signing', …) have none.
  purpose text not null,
  subject uuid,
  wrapped bytea not null,
  primary key (tenant, key_no),
  check ((purpose = 'patient') = (subject is not null))
);
create unique index data_key_subject on wardbook.data_key (tenant, subject) where subject is not null;
create unique index data_key_purpose on wardbook.data_key (tenant, purpose) where subject is null;
alter table wardbook.data_key enable row level security;
create policy own_tenant on wardbook.data_key using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.data_key to wardbook_app;
