-- Several ways to prove oneself, sessions that can be listed and rotated, locks by where attempts come from, recovery after loss,
-- and each organisation's own settings. What tells about people is sealed.

-- One row per setting; the module that owns the key reads its JSON.
create table wardbook.tenant_setting (
  tenant int not null references wardbook.tenant,
  key text not null,
  sealed bytea not null,
  changed_at bigint not null,
  primary key (tenant, key)
);
alter table wardbook.tenant_setting enable row level security;
create policy own_tenant on wardbook.tenant_setting using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (sealed, changed_at) on wardbook.tenant_setting to wardbook_app;

-- A session has a name of its own (session): its cookie's hash changes when what it may do changes.
alter table wardbook.session
  add column session uuid not null default gen_random_uuid(),
  -- When its person last proved both factors, and how; 0: not since what they may do was changed.
  add column proven_at bigint not null default 0,
  add column proven_by text not null default 'password' check (proven_by in ('passkey', 'password', 'federation', 'demonstration')),
  -- What it acts for; null: what the role acts for first.
  add column purpose text,
  -- Its name, the browser's words and the network address.
  add column sealed bytea,
  add constraint session_named unique (tenant, session);
grant update (session_hash, proven_at, proven_by, purpose, sealed) on wardbook.session to wardbook_app;

-- Attempts on a factor of a blind user name from a blind part of the network, whether or not anybody bears the name. An empty
-- source is the name as a whole, from wherever: it slows and never locks. No row means nothing failed lately.
drop table wardbook.sign_in_lock;
create table wardbook.attempt_lock (
  tenant int not null references wardbook.tenant,
  factor text not null check (factor in ('password', 'totp', 'recovery-code')),
  subject bytea not null,
  source bytea not null,
  state text not null check (state in ('counting', 'locked', 'slowed')),
  attempts int not null,
  next_at bigint not null,         -- before this nothing is looked at
  until bigint not null,           -- when the row lapses
  primary key (tenant, factor, subject, source)
);
create index attempt_lock_until on wardbook.attempt_lock (tenant, until);
alter table wardbook.attempt_lock enable row level security;
create policy own_tenant on wardbook.attempt_lock using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, attempts, next_at, until), delete on wardbook.attempt_lock to wardbook_app;

-- Parts of the network from which a name's owner signed in lately: strangers elsewhere can't slow them there.
create table wardbook.familiar_source (
  tenant int not null references wardbook.tenant,
  subject bytea not null,
  source bytea not null,
  until bigint not null,
  primary key (tenant, subject, source)
);
alter table wardbook.familiar_source enable row level security;
create policy own_tenant on wardbook.familiar_source using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (until), delete on wardbook.familiar_source to wardbook_app;

-- Passkeys and authenticator apps. A passkey is found by the blind token of its credential id.
create table wardbook.authenticator (
  tenant int not null,
  authenticator uuid not null,
  person uuid not null,
  kind text not null check (kind in ('passkey', 'totp')),
  token bytea,
  sealed bytea not null,           -- public key and what came with it; or the app's secret
  sealed_name bytea,
  counter bigint not null default 0, -- passkey: the signature counter; app: the newest time step whose code was taken
  added_at bigint not null,
  last_used_at bigint,
  primary key (tenant, authenticator),
  unique (tenant, token),
  foreign key (tenant, person) references wardbook.person,
  check ((kind = 'passkey') = (token is not null))
);
create index authenticator_person on wardbook.authenticator (tenant, person);
alter table wardbook.authenticator enable row level security;
create policy own_tenant on wardbook.authenticator using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (sealed_name, counter, last_used_at), delete on wardbook.authenticator to wardbook_app;
insert into wardbook.authenticator (tenant, authenticator, person, kind, sealed, counter, added_at)
  select tenant, gen_random_uuid(), person, 'totp', sealed, last_step, changed_at from wardbook.credential where factor = 'totp';
delete from wardbook.credential where factor = 'totp';

-- Keyed hashes of 120-bit codes. A used one stays, so that how many are left can be told, until all are made anew.
create table wardbook.recovery_code (
  tenant int not null,
  person uuid not null,
  code_hash bytea not null,
  used_at bigint,
  primary key (tenant, person, code_hash),
  foreign key (tenant, person) references wardbook.person
);
alter table wardbook.recovery_code enable row level security;
create policy own_tenant on wardbook.recovery_code using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (used_at), delete on wardbook.recovery_code to wardbook_app;

-- Challenges that passkeys have yet to sign: hashes of the challenge and of what it is for. Who signs in isn't known before, so
-- these belong to the installation; they tell nothing.
create table wardbook.passkey_challenge (
  hash bytea primary key,
  until bigint not null
);
create index passkey_challenge_until on wardbook.passkey_challenge (until);
alter table wardbook.passkey_challenge enable row level security;
create policy installation on wardbook.passkey_challenge using (coalesce(wardbook.current_tenant(), 0) = 0) with check (coalesce(wardbook.current_tenant(), 0) = 0);
grant select, insert, delete on wardbook.passkey_challenge to wardbook_app;

-- Lost access on its way back. Who approved, why, and hashes of what was handed out are sealed.
create table wardbook.recovery (
  tenant int not null,
  recovery uuid not null,
  person uuid not null,
  way text not null check (way in ('people', 'code')),
  state text not null check (state in ('asked', 'half-approved', 'mailed', 'waiting', 'ready', 'enrolling', 'done', 'refused', 'cancelled', 'lapsed')),
  sealed bytea not null,
  began_at bigint not null,
  ready_at bigint,
  until bigint not null,
  primary key (tenant, recovery),
  foreign key (tenant, person) references wardbook.person
);
create unique index recovery_open on wardbook.recovery (tenant, person, way)
  where state in ('asked', 'half-approved', 'mailed', 'waiting', 'ready', 'enrolling');
alter table wardbook.recovery enable row level security;
create policy own_tenant on wardbook.recovery using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, sealed, ready_at, until) on wardbook.recovery to wardbook_app;
