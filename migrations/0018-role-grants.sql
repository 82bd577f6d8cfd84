-- Roles that run the organisation, and who gave or took them. One person asks and another approves; while there is only one who could,
-- they do it alone ('alone') and the officers see it. What was taken away is kept too: whoever takes it from the others doesn't become
-- the only one by that.
create table wardbook.role_grant (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  person uuid not null,
  role text not null,
  requester uuid not null,
  decider uuid,
  state text not null check (state in ('requested', 'given', 'alone', 'refused', 'withdrawn', 'lapsed', 'taken')),
  requested_at bigint not null,    -- milliseconds since 1970
  until bigint not null,
  decided_at bigint,
  sealed bytea not null,           -- names, the role's label and rights as they were asked for (vault)
  sealed_decision bytea,           -- name and note of who decided (vault)
  primary key (tenant, id),
  check (requester <> person),
  -- Four eyes, also against an application that forgets to ask.
  check (decider is null or (decider <> requester and decider <> person)),
  check (state <> 'given' or decider is not null)
);
create unique index role_grant_requested on wardbook.role_grant (tenant, person) where state = 'requested';
create index role_grant_decided on wardbook.role_grant (tenant, decided_at) where decided_at is not null;
alter table wardbook.role_grant enable row level security;
create policy own_tenant on wardbook.role_grant using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, decider, decided_at, sealed_decision) on wardbook.role_grant to wardbook_app;
