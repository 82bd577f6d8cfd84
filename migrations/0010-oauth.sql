-- Apps and how they are let in: OpenID Connect and SMART App Launch. What tells about people, patients or an app's makers is sealed;
-- codes, tokens and launches are found by the SHA-256 of what only their holder has.

-- A client is 'confidential' (has a secret), 'public' (an app in somebody's browser or phone: PKCE only) or 'backend' (signs with its own key).
alter table wardbook.api_client
  alter column secret_hash drop not null,
  add column kind text not null default 'confidential' check (kind in ('confidential', 'public', 'backend')),
  -- Redirect addresses, launch address, public keys, maker, contacts: JSON.
  add column sealed_details bytea,
  add column changed_at bigint;
alter table wardbook.api_client add constraint api_client_secret check ((kind = 'confidential') = (secret_hash is not null));
grant update (sealed_name, scopes, secret_hash, sealed_details, changed_at) on wardbook.api_client to wardbook_app;

-- What a person allowed an app, with the patient and encounter it is about. While the row stands, its tokens do.
create table wardbook.app_grant (
  tenant int not null,
  grant_id text not null,
  client text not null,
  person uuid not null,
  -- An 'online' grant ends with this session.
  session uuid,
  given_at bigint not null,
  used_at bigint not null,
  until bigint not null,
  sealed bytea not null,
  primary key (tenant, grant_id),
  foreign key (tenant, client) references wardbook.api_client,
  foreign key (tenant, person) references wardbook.person
);
create index app_grant_person on wardbook.app_grant (tenant, person);
create index app_grant_client on wardbook.app_grant (tenant, client);
alter table wardbook.app_grant enable row level security;
create policy own_tenant on wardbook.app_grant using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (used_at, until, sealed), delete on wardbook.app_grant to wardbook_app;

-- Codes, tokens, requests that wait for consent, assertions that were used: short-lived, each under the hash of its secret.
create table wardbook.oauth_artifact (
  tenant int not null references wardbook.tenant,
  kind text not null,
  id_hash bytea not null,
  client text,
  grant_id text,
  -- Access tokens only: what they may do, so that finding one needs no second look.
  scopes text,
  until bigint not null,               -- milliseconds since 1970
  consumed_at bigint,
  sealed bytea not null,
  primary key (tenant, kind, id_hash)
);
create index oauth_artifact_grant on wardbook.oauth_artifact (tenant, grant_id) where grant_id is not null;
create index oauth_artifact_client on wardbook.oauth_artifact (tenant, client);
create index oauth_artifact_until on wardbook.oauth_artifact (tenant, until);
create index oauth_artifact_hash on wardbook.oauth_artifact (id_hash);
alter table wardbook.oauth_artifact enable row level security;
create policy own_tenant on wardbook.oauth_artifact using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (client, grant_id, scopes, until, consumed_at, sealed), delete on wardbook.oauth_artifact to wardbook_app;

-- Whose a request is that waits for consent: its name doesn't say. Only who knows the 256 random bits learns the organisation's number.
create function wardbook.oauth_artifact_tenant(p_kind text, p_hash bytea) returns int
  language sql stable security definer
  begin atomic
    select tenant from wardbook.oauth_artifact where id_hash = p_hash and kind = p_kind;
  end;
revoke all on function wardbook.oauth_artifact_tenant from public;
grant execute on function wardbook.oauth_artifact_tenant to wardbook_app;

-- Keys that sign identity tokens, for the whole installation, sealed by the root key.
create table wardbook.oauth_signing_key (
  kid text primary key,
  made_at bigint not null,
  signs_from bigint not null,
  retired_at bigint,                   -- signs no more, is still published for a while
  sealed bytea not null
);
grant select, insert, update (retired_at), delete on wardbook.oauth_signing_key to wardbook_app;

-- An organisation's own OpenID provider, where its people may sign in.
create table wardbook.federation (
  tenant int primary key references wardbook.tenant,
  state text not null check (state in ('active', 'off')),
  changed_at bigint not null,
  sealed bytea not null
);
alter table wardbook.federation enable row level security;
create policy own_tenant on wardbook.federation using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, changed_at, sealed), delete on wardbook.federation to wardbook_app;

-- Who is who there, by a blind token of issuer and subject.
create table wardbook.federated_link (
  tenant int not null,
  subject_token bytea not null,
  person uuid not null,
  linked_at bigint not null,
  primary key (tenant, subject_token),
  unique (tenant, person),
  foreign key (tenant, person) references wardbook.person
);
alter table wardbook.federated_link enable row level security;
create policy own_tenant on wardbook.federated_link using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, delete on wardbook.federated_link to wardbook_app;

-- Access tokens are artifacts now.
drop table wardbook.token_grant;
