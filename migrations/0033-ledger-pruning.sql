-- What was pruned of a ledger: every entry below an index, in whole rows, oldest first. What counts is an entry of the ledger itself, in the
-- clear, that declares it; a row here only says where that stands. Hashes, places and times of writing stay in ledger_sequence; rows of
-- ledger_batch go, which the schema's owner alone can do.
create table wardbook.ledger_pruning (
  tenant int not null,
  min_index bigint not null,          -- the first entry that is kept: a multiple of 256, where a row of ledger_sequence begins
  act_index bigint not null,          -- place in the tree of the entry that declares it
  act_batch bigint not null,
  act text not null,                  -- what that entry says
  newest_batch bigint not null,       -- of the rows below: nothing newer is ever taken away
  gone_to bigint not null,            -- what stood before this index is gone already
  mac bytea not null,                 -- HMAC-SHA-256 over this row but for gone_to: SQL alone can't make another one
  primary key (tenant, min_index)
);
alter table wardbook.ledger_pruning enable row level security;
create policy own_tenant on wardbook.ledger_pruning using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.ledger_pruning to wardbook_app;

-- Heads (as in ledger_head) of the entries below the newest min_index: without those entries they could never be made anew. The entry that
-- declares the pruning commits to all of them.
create table wardbook.ledger_pruned_head (
  tenant int not null,
  key_no bigint not null,
  slot bigint not null,
  before bigint,
  count bigint not null,
  last_index bigint not null,
  head bytea not null,
  mac bytea not null,
  primary key (tenant, key_no)
);
alter table wardbook.ledger_pruned_head enable row level security;
create policy own_tenant on wardbook.ledger_pruned_head using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update on wardbook.ledger_pruned_head to wardbook_app;
