-- What failed at the door since somebody last heard of it, for each blind user name, whether or not anybody bears it: a request writes
-- the same rows either way. Whom it concerns is found out later, by nobody's request.
create table wardbook.failed_sign_in (
  tenant int not null references wardbook.tenant,
  subject bytea not null,
  failures int not null,
  since bigint not null,           -- milliseconds since 1970
  last_at bigint not null,
  locked_at bigint,                -- when a factor was locked at last
  told_at bigint,                  -- when the officers were told of it
  mailed_at bigint,
  primary key (tenant, subject)
);
create index failed_sign_in_locked on wardbook.failed_sign_in (tenant, locked_at) where locked_at is not null;
alter table wardbook.failed_sign_in enable row level security;
create policy own_tenant on wardbook.failed_sign_in using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (failures, since, last_at, locked_at, told_at, mailed_at), delete on wardbook.failed_sign_in to wardbook_app;

-- A task that gathers what happens often is said anew when more of it happens.
grant update (sealed) on wardbook.officer_task to wardbook_app;
