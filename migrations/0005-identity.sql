-- People, how they prove who they are, their sessions, and the API clients. What says who somebody is (names, user name, job
-- title) is sealed; a user name is found by a blind token. Roles and states stay readable: they tell of staff, not of patients.

create table wardbook.person (
  tenant int not null references wardbook.tenant,
  person uuid not null,
  username_token bytea not null,
  sealed_profile bytea not null,
  role text not null check (role in ('administrator', 'clinician', 'front-desk', 'auditor')),
  state text not null check (state in ('awaiting-first-sign-in', 'active', 'ended')),
  -- Counts up whenever credentials change: what was handed out before that (challenges) is void.
  credential_epoch int not null default 0,
  added_at bigint not null,
  last_sign_in_at bigint,
  primary key (tenant, person),
  unique (tenant, username_token)
);
alter table wardbook.person enable row level security;
create policy own_tenant on wardbook.person using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (sealed_profile, role, state, credential_epoch, last_sign_in_at) on wardbook.person to wardbook_app;

-- 'pending-password' is a new password whose owner still has to show the second factor before it counts.
create table wardbook.credential (
  tenant int not null,
  person uuid not null,
  factor text not null check (factor in ('password', 'pending-password', 'totp')),
  sealed bytea not null,
  changed_at bigint not null,
  -- The newest time step whose code was taken (totp): no code is taken twice.
  last_step bigint not null default 0,
  primary key (tenant, person, factor),
  foreign key (tenant, person) references wardbook.person
);
alter table wardbook.credential enable row level security;
create policy own_tenant on wardbook.credential using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (sealed, changed_at, last_step), delete on wardbook.credential to wardbook_app;

-- Failed attempts by blind user name, whether or not anybody bears it: a lock must not tell who exists. No row means open.
create table wardbook.sign_in_lock (
  tenant int not null references wardbook.tenant,
  factor text not null check (factor in ('password', 'totp')),
  subject bytea not null,
  state text not null check (state in ('counting', 'locked')),
  attempts int not null,
  until bigint not null,           -- when the row lapses
  primary key (tenant, factor, subject)
);
create index sign_in_lock_until on wardbook.sign_in_lock (tenant, until);
alter table wardbook.sign_in_lock enable row level security;
create policy own_tenant on wardbook.sign_in_lock using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, attempts, until), delete on wardbook.sign_in_lock to wardbook_app;

-- Challenges of the sign-in steps are sealed and held by the browser; only those used up are kept here, until they lapse.
create table wardbook.spent_challenge (
  tenant int not null references wardbook.tenant,
  nonce bytea not null,
  until bigint not null,
  primary key (tenant, nonce)
);
alter table wardbook.spent_challenge enable row level security;
create policy own_tenant on wardbook.spent_challenge using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, delete on wardbook.spent_challenge to wardbook_app;

-- The row is the truth about a session. The cookie's secret is not here, only its SHA-256: a stolen table opens nothing.
create table wardbook.session (
  tenant int not null,
  session_hash bytea not null,
  person uuid not null,
  began_at bigint not null,
  seen_at bigint not null,
  primary key (tenant, session_hash),
  foreign key (tenant, person) references wardbook.person
);
create index session_person on wardbook.session (tenant, person);
alter table wardbook.session enable row level security;
create policy own_tenant on wardbook.session using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (seen_at), delete on wardbook.session to wardbook_app;

create table wardbook.api_client (
  tenant int not null references wardbook.tenant,
  client text not null,
  sealed_name bytea not null,
  secret_hash bytea not null,
  scopes text not null,
  state text not null check (state in ('active', 'ended')),
  added_at bigint not null,
  last_token_at bigint,
  primary key (tenant, client)
);
alter table wardbook.api_client enable row level security;
create policy own_tenant on wardbook.api_client using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, last_token_at) on wardbook.api_client to wardbook_app;

-- What each access token points at: a token whose grant is gone is worth nothing, whatever its signature says.
create table wardbook.token_grant (
  tenant int not null,
  grant_id uuid not null,
  client text not null,
  scopes text not null,
  until bigint not null,
  primary key (tenant, grant_id),
  foreign key (tenant, client) references wardbook.api_client
);
create index token_grant_client on wardbook.token_grant (tenant, client);
alter table wardbook.token_grant enable row level security;
create policy own_tenant on wardbook.token_grant using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, delete on wardbook.token_grant to wardbook_app;
