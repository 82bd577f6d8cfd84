-- Who is mailed checkpoints of an organisation's ledger, by number: addresses are among its sealed settings.
create table wardbook.checkpoint_mail (
  tenant int not null references wardbook.tenant,
  keeper uuid not null,
  attempts int not null default 0, -- since one was sent
  next_at bigint not null default 0, -- not before; milliseconds since 1970
  sent_at bigint,
  sent_size bigint,                -- entries that the one counts which was sent last
  problem text,                    -- code of why it couldn't be sent the last time
  primary key (tenant, keeper)
);
alter table wardbook.checkpoint_mail enable row level security;
create policy own_tenant on wardbook.checkpoint_mail using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (attempts, next_at, sent_at, sent_size, problem), delete on wardbook.checkpoint_mail to wardbook_app;

-- Parts of the network that were slowed because many passwords were tried from them, one row for each: the last time that it happened.
create table wardbook.slowed_place (
  tenant int not null references wardbook.tenant,
  source bytea not null,           -- blind, as in attempt_lock
  since bigint not null,           -- when it was slowed; milliseconds since 1970
  last_at bigint not null,
  attempts int not null,           -- on names that are new there, those that weren't looked at among them
  told_at bigint,                  -- when the officers were told of it
  sealed bytea not null,           -- the part of the network (vault)
  primary key (tenant, source)
);
alter table wardbook.slowed_place enable row level security;
create policy own_tenant on wardbook.slowed_place using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (since, last_at, attempts, told_at, sealed), delete on wardbook.slowed_place to wardbook_app;
