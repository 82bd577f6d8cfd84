-- Erasures that were asked for: what two people decided of each record of a patient, and what came of it. One at a time for each patient.
create table wardbook.erasure (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  patient uuid not null,
  request uuid,                    -- which request for erasure it answers
  state text not null check (state in ('proposed', 'approved', 'erased', 'refused', 'withdrawn', 'lapsed')),
  proposer uuid not null,
  decider uuid,                    -- who approved it
  proposed_at bigint not null,     -- milliseconds since 1970
  changed_at bigint not null,
  sealed bytea not null,           -- what becomes of each record and why, each step, and the certificate (vault)
  primary key (tenant, id),
  -- Four eyes, also against an application that forgets to ask.
  check (decider is null or decider <> proposer),
  check (state not in ('approved', 'erased') or decider is not null)
);
create unique index erasure_open on wardbook.erasure (tenant, patient) where state in ('proposed', 'approved');
create index erasure_changed on wardbook.erasure (tenant, changed_at);
alter table wardbook.erasure enable row level security;
create policy own_tenant on wardbook.erasure using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, decider, changed_at, sealed) on wardbook.erasure to wardbook_app;

-- What had to stay of them: each record in all its versions, under a key of its own (data_key, whose subject is this row's id).
create table wardbook.retained_record (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  erasure uuid not null,
  patient uuid not null,
  state text not null check (state in ('kept', 'proposed', 'approved', 'destroyed')),
  until bigint,                    -- milliseconds since 1970; null while no day can be said
  proposer uuid,                   -- who asked for its destruction, once its period is over
  decider uuid,                    -- who approved that
  changed_at bigint not null,
  sealed_facts bytea not null,     -- which record it is, why it stays, and each step (vault)
  sealed bytea,                    -- the record and whose it is (its own key); null once that key is gone
  primary key (tenant, id),
  foreign key (tenant, erasure) references wardbook.erasure,
  check (decider is null or decider <> proposer),
  check (state = 'kept' or proposer is not null),
  check (state not in ('approved', 'destroyed') or decider is not null),
  check ((state = 'destroyed') = (sealed is null))
);
create index retained_record_erasure on wardbook.retained_record (tenant, erasure);
alter table wardbook.retained_record enable row level security;
create policy own_tenant on wardbook.retained_record using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
-- Who may write the rest owns the schema: it comes and goes with keys.
grant select, update (state, proposer, decider, changed_at, sealed_facts) on wardbook.retained_record to wardbook_app;

-- A retained record's key has that record as its subject.
alter table wardbook.data_key
  drop constraint data_key_check,
  add check ((purpose in ('patient', 'retained')) = (subject is not null));
