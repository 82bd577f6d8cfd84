-- Legal holds: while one is in force, nothing that it covers is destroyed. Whom it covers, who placed it and why are sealed. Numbers run from
-- 1 without a gap: one that is missing was taken away by somebody with the database, and counts as a hold on everything.
create table wardbook.retention_hold (
  tenant int not null references wardbook.tenant,
  number int not null check (number > 0),
  placed_at bigint not null,       -- milliseconds since 1970
  sealed bytea not null,           -- what it covers, who placed it, and why (vault)
  lifted_at bigint,
  sealed_lift bytea,               -- who lifted it, and why (vault): without it, it is in force
  primary key (tenant, number),
  check ((lifted_at is null) = (sealed_lift is null))
);
alter table wardbook.retention_hold enable row level security;
create policy own_tenant on wardbook.retention_hold using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (lifted_at, sealed_lift) on wardbook.retention_hold to wardbook_app;
