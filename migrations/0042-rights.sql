-- What people ask for about their own records: access, erasure and the like, with the law's clock. Readable are states, days and whose
-- record it is about; what was asked and answered is sealed under the organisation's vault, with all that is readable bound to it.

create table wardbook.rights_request (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  patient uuid not null,
  kind text not null check (kind in ('access', 'explanation', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'consent-withdrawal')),
  law text not null check (law in ('gdpr', 'uk-gdpr', 'hipaa')),
  state text not null check (state in ('received', 'identity-asked', 'open', 'decided', 'delivered', 'unidentified', 'withdrawn')),
  received_on text not null,       -- a day: 2026-03-31
  due_on text,                     -- the last day for the answer, where the law names one
  created_at bigint not null,      -- milliseconds since 1970
  closed_at bigint,
  revision int not null,
  sealed bytea not null,           -- who asked, in which words, and each step (vault)
  primary key (tenant, id),
  check ((closed_at is null) = (state in ('received', 'identity-asked', 'open', 'decided')))
);
create index rights_request_due on wardbook.rights_request (tenant, due_on) where closed_at is null;
create index rights_request_patient on wardbook.rights_request (tenant, patient);
alter table wardbook.rights_request enable row level security;
create policy own_tenant on wardbook.rights_request using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, due_on, closed_at, revision, sealed) on wardbook.rights_request to wardbook_app;
