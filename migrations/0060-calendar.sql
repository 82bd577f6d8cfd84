-- Places in the calendar, so that nobody is booked twice at a time, whoever writes and by whatever way. A cell is one step of five
-- minutes of one therapist, room or device, as a keyed hash; a seat is one appointment's place in it. All of it is derived from the
-- appointments that are current; days that are over are dropped.
create table wardbook.calendar_cell (
  tenant int not null references wardbook.tenant,
  day int not null,                -- days since 1970
  capacity smallint not null check (capacity > 0),
  cell bytea not null,             -- 8 bytes: keyed hash of who or what, and when
  kind bytea not null,             -- 8 bytes: keyed hash of the kind of appointment that has the cell: kinds don't mix in one
  primary key (tenant, cell),
  unique (tenant, cell, kind, capacity)
) with (fillfactor = 80);
create index calendar_cell_day on wardbook.calendar_cell (tenant, day);

-- The capacity stands in both tables so that the check can say it: raising a cell's raises its seats', lowering it below one fails.
create table wardbook.calendar_seat (
  tenant int not null,
  seat smallint not null,
  capacity smallint not null,
  appointment uuid not null,
  cell bytea not null,
  kind bytea not null,
  primary key (tenant, cell, seat),
  unique (tenant, appointment, cell),
  foreign key (tenant, cell, kind, capacity) references wardbook.calendar_cell (tenant, cell, kind, capacity)
    on update cascade on delete cascade,
  check (seat >= 0 and seat < capacity)
);

-- Bookings that were asked for, by the keyed hash of the client's own number for each: one that is sent again books nothing.
create table wardbook.calendar_request (
  tenant int not null references wardbook.tenant,
  day int not null,
  request bytea not null,
  primary key (tenant, request)
);
create index calendar_request_day on wardbook.calendar_request (tenant, day);

-- The last number that was given in the queue of a branch and a day, by a keyed hash of both.
create table wardbook.calendar_queue (
  tenant int not null references wardbook.tenant,
  day int not null,
  last int not null check (last > 0),
  queue bytea not null,
  primary key (tenant, queue)
);

alter table wardbook.calendar_cell enable row level security;
alter table wardbook.calendar_seat enable row level security;
alter table wardbook.calendar_request enable row level security;
alter table wardbook.calendar_queue enable row level security;
create policy own_tenant on wardbook.calendar_cell using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
create policy own_tenant on wardbook.calendar_seat using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
create policy own_tenant on wardbook.calendar_request using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
create policy own_tenant on wardbook.calendar_queue using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update, delete on wardbook.calendar_cell, wardbook.calendar_queue to wardbook_app;
grant select, insert, delete on wardbook.calendar_seat, wardbook.calendar_request to wardbook_app;
