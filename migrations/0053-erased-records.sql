-- Single records that were erased while their patient stays. Both tables go to the archive of keys, whose newest one every restore reads: so what
-- was erased is erased again, also out of an older backup.
create table wardbook.erased_record (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  patient uuid not null,
  erasure uuid not null,
  until bigint not null,           -- versions up to this position; microseconds since 1970
  primary key (tenant, id)
);
alter table wardbook.erased_record enable row level security;
create policy own_tenant on wardbook.erased_record using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
create index erased_record_patient on wardbook.erased_record (tenant, patient);
grant select on wardbook.erased_record to wardbook_app;

-- Keys that such a record was sealed under. They have to go, once nothing else needs them; their numbers stay the patient's, because the
-- ledger's proofs name them. Whether one is gone `data_key` says: a restore may bring it back.
create table wardbook.ending_key (
  tenant int not null references wardbook.tenant,
  key_no bigint not null,
  patient uuid not null,
  asked_at bigint not null,        -- milliseconds since 1970, as are the next
  moved_at bigint,                 -- since when nothing of the record is under it
  ended_at bigint,
  certificate text,                -- a signed note
  primary key (tenant, key_no),
  check ((ended_at is null) = (certificate is null))
);
create index ending_key_patient on wardbook.ending_key (tenant, patient);
alter table wardbook.ending_key enable row level security;
create policy own_tenant on wardbook.ending_key using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select on wardbook.ending_key to wardbook_app;

-- What ledger entries said that were sealed under such a key, under the patient's present one. The entries themselves stay as they are.
create table wardbook.ledger_copy (
  tenant int not null,
  batch bigint not null,
  ordinal int not null,
  key_no bigint not null,
  entry bytea not null,
  primary key (tenant, batch, ordinal),
  foreign key (tenant, batch) references wardbook.ledger_batch on delete cascade
);
create index ledger_copy_key on wardbook.ledger_copy (tenant, key_no);
alter table wardbook.ledger_copy enable row level security;
create policy own_tenant on wardbook.ledger_copy using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select on wardbook.ledger_copy to wardbook_app;
