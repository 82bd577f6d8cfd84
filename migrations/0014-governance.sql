-- Exceptional access and its oversight: broken glasses, vendors' access, access reviews, officers' tasks and the mail that tells of
-- them. Readable are states, times and who (staff); what tells of a patient is sealed under that patient's key, the rest of what was
-- written under the organisation's vault.

-- Each asking is written down before anything is looked up, whether or not it leads to a patient.
create table wardbook.break_glass_asking (
  tenant int not null references wardbook.tenant,
  asking uuid not null,
  person uuid not null,
  at bigint not null,              -- milliseconds since 1970
  missed boolean not null default false,
  primary key (tenant, asking)
);
create index break_glass_asking_person on wardbook.break_glass_asking (tenant, person, at);
alter table wardbook.break_glass_asking enable row level security;
create policy own_tenant on wardbook.break_glass_asking using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (missed), delete on wardbook.break_glass_asking to wardbook_app;

create table wardbook.break_glass (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  person uuid not null,
  patient uuid not null,
  state text not null check (state in ('open', 'awaiting-review', 'follow-up', 'justified', 'not-justified')),
  began_at bigint not null,
  until bigint not null check (until > began_at),
  ended_at bigint,
  ended_by text check (ended_by in ('itself', 'hand', 'officer')),
  due_at bigint not null,
  key_no bigint not null,          -- the patient's key
  sealed bytea not null,           -- reason in words, the patient's name (patient's key)
  sealed_staff bytea not null,     -- name and role of who broke it, the kind of reason (vault)
  primary key (tenant, id),
  check ((state = 'open') = (ended_at is null))
);
-- One open grant for one person and one patient, also when two processes are asked at once.
create unique index break_glass_open on wardbook.break_glass (tenant, person, patient) where state = 'open';
create index break_glass_due on wardbook.break_glass (tenant, due_at) where state in ('open', 'awaiting-review', 'follow-up');
alter table wardbook.break_glass enable row level security;
create policy own_tenant on wardbook.break_glass using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, ended_at, ended_by) on wardbook.break_glass to wardbook_app;

create table wardbook.break_glass_review (
  tenant int not null,
  id uuid not null,
  review uuid not null,
  outcome text not null check (outcome in ('justified', 'not-justified', 'follow-up')),
  at bigint not null,
  reviewer uuid not null,
  sealed bytea not null,           -- note and the reviewer's name (patient's key)
  primary key (tenant, review),
  foreign key (tenant, id) references wardbook.break_glass
);
create index break_glass_review_of on wardbook.break_glass_review (tenant, id);
alter table wardbook.break_glass_review enable row level security;
create policy own_tenant on wardbook.break_glass_review using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.break_glass_review to wardbook_app;

create table wardbook.vendor_access (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  person uuid not null,
  requester uuid not null,
  decider uuid,
  state text not null check (state in ('requested', 'approved', 'refused', 'withdrawn', 'ended', 'lapsed')),
  from_at bigint not null,
  until bigint not null check (until > from_at),
  requested_at bigint not null,
  decided_at bigint,
  ended_at bigint,
  sealed bytea not null,           -- ticket, purpose, scopes, names (vault)
  sealed_decision bytea,           -- name and note of who decided (vault)
  primary key (tenant, id),
  -- Four eyes, also against an application that forgets to ask.
  check (decider is null or (decider <> requester and decider <> person))
);
create index vendor_access_live on wardbook.vendor_access (tenant, person) where state in ('requested', 'approved');
alter table wardbook.vendor_access enable row level security;
create policy own_tenant on wardbook.vendor_access using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, decider, decided_at, ended_at, sealed_decision) on wardbook.vendor_access to wardbook_app;

create table wardbook.access_review (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  period text,                     -- '2026-Q2' when opened by the calendar
  state text not null check (state in ('open', 'closed')),
  unreviewed text not null check (unreviewed in ('flag', 'withdraw')),
  opened_at bigint not null,
  due_at bigint not null,
  closed_at bigint,
  sealed bytea not null,           -- title and who opened it (vault)
  primary key (tenant, id),
  unique (tenant, period)
);
alter table wardbook.access_review enable row level security;
create policy own_tenant on wardbook.access_review using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (state, closed_at) on wardbook.access_review to wardbook_app;

create table wardbook.access_review_item (
  tenant int not null,
  review uuid not null,
  item uuid not null,
  kind text not null,
  subject text not null,           -- id of the person, client, mapping or vendor access
  holder uuid,                     -- the person who holds it: they don't review it
  reviewer uuid,
  state text not null check (state in ('pending', 'overdue', 'kept', 'withdrawn', 'gone')),
  decider uuid,
  decided_at bigint,
  sealed bytea not null,           -- who holds what (vault)
  sealed_decision bytea,           -- reason and the decider's name (vault)
  primary key (tenant, item),
  unique (tenant, review, kind, subject),
  foreign key (tenant, review) references wardbook.access_review,
  check (reviewer is null or holder is null or reviewer <> holder),
  check (decider is null or holder is null or decider <> holder)
);
create index access_review_item_reviewer on wardbook.access_review_item (tenant, reviewer) where state in ('pending', 'overdue');
alter table wardbook.access_review_item enable row level security;
create policy own_tenant on wardbook.access_review_item using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (reviewer, state, decider, decided_at, sealed_decision) on wardbook.access_review_item to wardbook_app;

-- When the calendar opens the next campaign. An organisation that is new isn't asked before its first whole quarter.
create table wardbook.access_review_calendar (
  tenant int primary key references wardbook.tenant,
  next_at bigint not null
);
alter table wardbook.access_review_calendar enable row level security;
create policy own_tenant on wardbook.access_review_calendar using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (next_at) on wardbook.access_review_calendar to wardbook_app;

create table wardbook.officer_task (
  tenant int not null references wardbook.tenant,
  task uuid not null,
  kind text not null,
  about uuid not null,
  permission text not null,        -- who may see it, while nobody is assigned
  assignee uuid,
  not_for uuid,                    -- whose own act it is
  risk smallint not null check (risk between 1 and 3),
  state text not null check (state in ('open', 'done')),
  created_at bigint not null,
  due_at bigint not null,
  reminded_at bigint,
  overdue_at bigint,               -- when it was told that the deadline is over
  done_at bigint,
  done_by uuid,
  sealed bytea not null,           -- its sentence (vault)
  sealed_done bytea,               -- note and name of who did it (vault)
  primary key (tenant, task),
  check (assignee is null or not_for is null or assignee <> not_for)
);
create index officer_task_open on wardbook.officer_task (tenant, due_at) where state = 'open';
create index officer_task_about on wardbook.officer_task (tenant, about) where state = 'open';
alter table wardbook.officer_task enable row level security;
create policy own_tenant on wardbook.officer_task using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (assignee, state, reminded_at, overdue_at, done_at, done_by, sealed_done) on wardbook.officer_task to wardbook_app;

-- Mail that is still to be sent: written with the task, sent after the commit by whichever process takes it.
create table wardbook.officer_mail (
  tenant int not null references wardbook.tenant,
  mail uuid not null,
  task uuid not null,
  person uuid not null,
  what text not null check (what in ('new', 'reminder', 'overdue')),
  attempts int not null default 0,
  next_at bigint not null,
  primary key (tenant, mail),
  foreign key (tenant, task) references wardbook.officer_task
);
create index officer_mail_next on wardbook.officer_mail (tenant, next_at);
alter table wardbook.officer_mail enable row level security;
create policy own_tenant on wardbook.officer_mail using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (attempts, next_at), delete on wardbook.officer_mail to wardbook_app;
