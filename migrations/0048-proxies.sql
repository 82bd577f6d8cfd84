-- Who may act for a patient: a child, somebody in care, somebody who wished it. Readable are ids, kinds and times; names, the proof that was
-- seen and the patient's name lie under the patient's key. All that is readable is bound into what is sealed: a row that was put, moved or
-- stretched opens nothing.

create table wardbook.proxy (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  person uuid not null,            -- the account of who acts
  patient uuid not null,
  related_person uuid,             -- since it is in force: the RelatedPerson that says so in the record
  authority text not null check (authority in ('parental-responsibility', 'guardian', 'power-of-attorney', 'own-wish')),
  extent text not null check (extent in ('ordinary', 'whole')),
  state text not null check (state in ('waiting', 'in-force', 'ended', 'refused', 'withdrawn', 'lapsed')),
  from_at bigint not null,         -- milliseconds since 1970
  until bigint not null check (until > from_at),
  recorder uuid not null check (recorder <> person),
  recorded_at bigint not null,
  decider uuid check (decider not in (recorder, person)),
  decided_at bigint,
  ended_at bigint,
  reminded_at bigint,
  key_no bigint not null,          -- the patient's key
  sealed bytea not null,           -- names, relationship, proof (patient's key)
  sealed_grant bytea not null,     -- all that is readable, with who recorded and decided (vault)
  primary key (tenant, id),
  check ((related_person is not null) = (state in ('in-force', 'ended'))),
  check ((ended_at is not null) = (state = 'ended')),
  -- The patient's own wish alone takes no second person.
  check (authority = 'own-wish' or decider is not null or state not in ('in-force', 'ended'))
);
create index proxy_in_force on wardbook.proxy (tenant, until) where state in ('waiting', 'in-force');
create index proxy_patient on wardbook.proxy (tenant, patient);
create index proxy_person on wardbook.proxy (tenant, person);
alter table wardbook.proxy enable row level security;
create policy own_tenant on wardbook.proxy using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (related_person, state, decider, decided_at, ended_at, reminded_at, sealed_grant) on wardbook.proxy to wardbook_app;
