-- Who may see what, as far as an organisation says so itself: its roles, and a number that counts up when roles or exceptional
-- grants change. What follows from records (consents, care teams, encounters …) is read from the records.

-- Every revision of a role; the newest counts. A role's name stands in people's rows already; what it may is sealed.
create table wardbook.tenant_role (
  tenant int not null references wardbook.tenant,
  role text not null check (role ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(role) <= 40),
  revision int not null check (revision > 0),
  changed_at bigint not null,      -- milliseconds since 1970
  removed boolean not null,
  sealed bytea not null,
  primary key (tenant, role, revision)
);
alter table wardbook.tenant_role enable row level security;
create policy own_tenant on wardbook.tenant_role using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.tenant_role to wardbook_app;

create table wardbook.policy_epoch (
  tenant int primary key references wardbook.tenant,
  epoch bigint not null
);
alter table wardbook.policy_epoch enable row level security;
create policy own_tenant on wardbook.policy_epoch using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (epoch) on wardbook.policy_epoch to wardbook_app;

-- Versions that say who may see whom, in the order in which they were written: other processes ask for the newest ones every second.
-- Appointment 5, CareTeam 15, Consent 29, Encounter 44, Location 71, Organization 100, Patient 103, PractitionerRole 109, RelatedPerson 114.
create index record_version_policy on wardbook.record_version (tenant, position)
  where type in (5, 15, 29, 44, 71, 100, 103, 109, 114);
-- Consents are read from their versions, not from the search index: an index that somebody set back must not hide one.
create index record_version_consent on wardbook.record_version (tenant, position) where type = 29;
