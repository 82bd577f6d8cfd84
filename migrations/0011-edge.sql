-- How much of its budget each address, account, client and organisation has used in the present minute, for all server processes
-- together. Keys are keyed hashes: who has only the database learns no address from them. Counts may be lost with a crash, so they
-- are kept out of the write-ahead log.
create unlogged table wardbook.rate_budget (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint                    -- milliseconds since 1970
) with (fillfactor = 50);
create index rate_budget_expire on wardbook.rate_budget (expire);
alter table wardbook.rate_budget enable row level security;
-- The installation's own, no organisation's: there is nothing in it that tells about anybody's record.
create policy all_budgets on wardbook.rate_budget using (true) with check (true);
grant select, insert, update, delete on wardbook.rate_budget to wardbook_app;
