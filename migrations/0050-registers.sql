-- What a table ought to have: which rows, and how often each was changed. One sealed row for each table and organisation, beside the table
-- itself: a row that was taken away, or put back whole as it once was, differs from it.
create table wardbook.row_register (
  tenant int not null references wardbook.tenant,
  name text not null check (name in ('retention-hold', 'rights-request')),
  sealed bytea not null,           -- the rows' ids, each with the number of its changes (vault)
  primary key (tenant, name)
);
alter table wardbook.row_register enable row level security;
create policy own_tenant on wardbook.row_register using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (sealed) on wardbook.row_register to wardbook_app;
