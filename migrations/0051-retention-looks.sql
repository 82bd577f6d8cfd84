-- When an organisation's records were last gone through by the clock, for what has fallen due. Whoever sets it goes: one process a day.
create table wardbook.retention_look (
  tenant int primary key references wardbook.tenant,
  at bigint not null               -- milliseconds since 1970
);
alter table wardbook.retention_look enable row level security;
create policy own_tenant on wardbook.retention_look using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update, delete on wardbook.retention_look to wardbook_app;
