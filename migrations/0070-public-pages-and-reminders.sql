-- What was sent by people who aren't signed in, by a keyed hash of the page's own number for it: one that is sent again isn't taken in
-- twice. Let go of after two days.
create table wardbook.public_request (
  tenant int not null references wardbook.tenant,
  day int not null,                -- days since 1970
  request bytea not null,          -- 16 bytes
  primary key (tenant, request)
);
create index public_request_day on wardbook.public_request (tenant, day);

-- What was mailed about an appointment last. Whoever sends takes the row first, in a transaction of its own: of two processes one has it,
-- and what was under way when a process ended isn't sent again. To whom, and what, stands in the patient's ledger alone.
create table wardbook.appointment_reminder (
  tenant int not null references wardbook.tenant,
  day int not null,                -- of the appointment, days since 1970: rows of days that are over are dropped
  sequence int not null check (sequence >= 0),
  attempts smallint not null,
  what text not null check (what in ('reminder', 'change')),
  state text not null check (state in ('sending', 'waiting', 'sent', 'refused', 'not-known')),
  in_time boolean not null,        -- whether it went out as late as a reminder does
  next_at bigint,                  -- of 'sending' and 'waiting': milliseconds since 1970
  appointment uuid not null,
  hash bytea not null,             -- 16 bytes: keyed hash of what was told
  primary key (tenant, appointment)
) with (fillfactor = 80);
create index appointment_reminder_day on wardbook.appointment_reminder (tenant, day);

alter table wardbook.public_request enable row level security;
alter table wardbook.appointment_reminder enable row level security;
create policy own_tenant on wardbook.public_request using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
create policy own_tenant on wardbook.appointment_reminder using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, delete on wardbook.public_request to wardbook_app;
grant select, insert, update, delete on wardbook.appointment_reminder to wardbook_app;
