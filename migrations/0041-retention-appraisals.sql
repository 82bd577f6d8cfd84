-- Patients' whole records whose periods are over, and what named people decided of each. One at a time for each patient.
create table wardbook.retention_appraisal (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  patient uuid not null,
  state text not null check (state in ('queued', 'proposed', 'approved', 'kept', 'transferred', 'destroyed', 'gone')),
  proposer uuid,                   -- who asked for destruction
  decider uuid,                    -- who approved it
  queued_at bigint not null,       -- milliseconds since 1970
  changed_at bigint not null,
  until bigint,                    -- of what is kept longer
  sealed bytea not null,           -- why it fell due, what was decided, by whom and why, and the certificate (vault)
  primary key (tenant, id),
  -- Four eyes, also against an application that forgets to ask.
  check (decider is null or decider <> proposer),
  check (state not in ('approved', 'destroyed') or (proposer is not null and decider is not null)),
  check ((state = 'kept') = (until is not null))
);
create unique index retention_appraisal_open on wardbook.retention_appraisal (tenant, patient) where state not in ('destroyed', 'gone');
create index retention_appraisal_changed on wardbook.retention_appraisal (tenant, changed_at);
alter table wardbook.retention_appraisal enable row level security;
create policy own_tenant on wardbook.retention_appraisal using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, proposer, decider, changed_at, until, sealed) on wardbook.retention_appraisal to wardbook_app;
