-- Keys that organisations sign records with. The private key, the public one and its time are sealed together: who has the database
-- alone can neither sign, nor add a key, nor give one more time. Rows stay for good: old signatures are checked with them.
create table wardbook.signature_key (
  tenant int not null references wardbook.tenant,
  -- RFC 7638 thumbprint of the public key.
  kid text not null,
  made_at bigint not null,             -- milliseconds since 1970
  sealed bytea not null,
  primary key (tenant, kid)
);
alter table wardbook.signature_key enable row level security;
create policy own_tenant on wardbook.signature_key using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (sealed) on wardbook.signature_key to wardbook_app;

-- Sessions in which somebody signed: the first signature takes both components, each further one takes one, and no proof of both
-- counts twice.
create table wardbook.signing_session (
  tenant int not null references wardbook.tenant,
  session uuid not null,
  spent_proof bigint not null,         -- milliseconds since 1970, as is the next
  signed_at bigint not null,
  primary key (tenant, session)
);
alter table wardbook.signing_session enable row level security;
create policy own_tenant on wardbook.signing_session using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (spent_proof, signed_at), delete on wardbook.signing_session to wardbook_app;
