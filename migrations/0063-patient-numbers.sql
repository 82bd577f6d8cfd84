-- The last number that was given in each series of patients' numbers, by a keyed hash of the series' prefix. A number is taken in the
-- transaction that registers its patient, so there are no gaps; branches that share a prefix share its series, so there are no doubles.
create table wardbook.patient_series (
  tenant int not null references wardbook.tenant,
  last int not null check (last > 0),
  series bytea not null,
  primary key (tenant, series)
);
alter table wardbook.patient_series enable row level security;
create policy own_tenant on wardbook.patient_series using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (last) on wardbook.patient_series to wardbook_app;
