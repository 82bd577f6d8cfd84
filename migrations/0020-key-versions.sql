-- Versions of keys, their rotation, and their destruction. Rows of keys are changed by the schema's owner alone.

-- Bumped in the transaction that changes any key: processes ask for it several times a second, and use no key that they remember
-- unless they had an answer within the last second.
create table wardbook.key_epoch (
  one boolean primary key default true check (one),
  epoch bigint not null
);
insert into wardbook.key_epoch values (true, 0);
grant select on wardbook.key_epoch to wardbook_app;

alter table wardbook.tenant
  add other_wrapped_key bytea,                 -- the next version while it is announced, the one before while data keys move away from it
  add key_epoch bigint not null default 0,     -- rises with every change of this organisation's keys
  add destroyed_at bigint;                     -- then nothing of it opens any more

alter table wardbook.data_key
  -- 'next': announced, opens already. 'current': seals. 'old': opens what it sealed, and seals nothing any more.
  add state text not null default 'current' check (state in ('next', 'current', 'old')),
  add replaced_at bigint,                      -- milliseconds since 1970
  -- How often it may have sealed, rounded up in blocks: processes claim a block before they use it.
  add seals bigint not null default 0;
drop index wardbook.data_key_subject;
drop index wardbook.data_key_purpose;
create index data_key_subject on wardbook.data_key (tenant, subject) where subject is not null;
create unique index data_key_patient_current on wardbook.data_key (tenant, subject) where subject is not null and state = 'current';
create unique index data_key_patient_next on wardbook.data_key (tenant, subject) where subject is not null and state = 'next';
create unique index data_key_current on wardbook.data_key (tenant, purpose) where subject is null and state = 'current';
create unique index data_key_next on wardbook.data_key (tenant, purpose) where subject is null and state = 'next';
grant update (seals) on wardbook.data_key to wardbook_app;

-- Rotations, under way and done. Tenant 0 stands for the installation: the root key's.
create table wardbook.key_rotation (
  tenant int not null,
  rotation bigint not null,        -- microseconds since 1970
  kind text not null check (kind in ('root', 'tenant', 'patient', 'record', 'entries', 'index', 'signing')),
  subject uuid,                    -- one patient alone
  step text not null check (step in ('begun', 'announced', 'switched', 'moved', 'verified', 'done')),
  target text,                     -- the version or number of the new key
  done bigint not null default 0,
  total bigint not null default 0,
  why text not null,
  began_at bigint not null,
  ended_at bigint,
  primary key (tenant, rotation)
);
create unique index key_rotation_under_way on wardbook.key_rotation (tenant, kind) where ended_at is null;
alter table wardbook.key_rotation enable row level security;
create policy own_tenant on wardbook.key_rotation using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select on wardbook.key_rotation to wardbook_app;

-- How old, and how much used, a key may get before it is rotated by itself. Without a row the program's own figure holds.
create table wardbook.key_policy (
  tenant int not null,
  kind text not null,
  days int not null check (days > 0),
  primary key (tenant, kind)
);
alter table wardbook.key_policy enable row level security;
create policy own_tenant on wardbook.key_policy using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select on wardbook.key_policy to wardbook_app;

-- What was destroyed, with the certificate that says so.
create table wardbook.key_destruction (
  tenant int not null,
  destruction bigint not null,     -- microseconds since 1970
  subject uuid,                    -- null: the whole organisation
  at bigint not null,
  certificate text not null,       -- C2SP signed note
  primary key (tenant, destruction)
);
alter table wardbook.key_destruction enable row level security;
create policy own_tenant on wardbook.key_destruction using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select on wardbook.key_destruction to wardbook_app;
