-- What keeps money right, whoever writes and by whatever way. No amount is here, and nothing that says whose anything is: the books are the
-- records themselves.

-- Whose turn it is: who writes of a patient's money names the turn that they read the books at, and gives a new one. A slot is shared by
-- some thousandth of all patients, so that it is about nobody; a turn is random, so that it counts nothing.
create table wardbook.billing_turn (
  tenant int not null references wardbook.tenant,
  slot smallint not null check (slot >= 0),
  turn uuid not null,
  primary key (tenant, slot)
) with (fillfactor = 50);

-- The last number that was given in a series: invoices, credit notes or receipts of one beginning and year, as a keyed hash.
create table wardbook.billing_series (
  tenant int not null references wardbook.tenant,
  last int not null check (last > 0),
  series bytea not null,
  primary key (tenant, series)
) with (fillfactor = 50);

-- A branch's till, as a keyed hash: how many receipts and refunds it gave, and until which day it is cashed up (days since 1970).
create table wardbook.billing_till (
  tenant int not null references wardbook.tenant,
  receipts int not null check (receipts >= 0),
  closed_day int not null,
  till bytea not null,
  primary key (tenant, till)
) with (fillfactor = 50);

alter table wardbook.billing_turn enable row level security;
alter table wardbook.billing_series enable row level security;
alter table wardbook.billing_till enable row level security;
create policy own_tenant on wardbook.billing_turn using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
create policy own_tenant on wardbook.billing_series using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
create policy own_tenant on wardbook.billing_till using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update on wardbook.billing_turn, wardbook.billing_series, wardbook.billing_till to wardbook_app;
