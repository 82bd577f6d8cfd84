-- All entries under one key number, folded into one hash in the tree's order: what shows that a list of them has no gap. Kept by whoever
-- sequences, in the same transaction. It tells nothing that ledger_batch doesn't, which has the key number of every entry; rows can be
-- deleted at any time by the schema's owner, and are made anew from there.
create table wardbook.ledger_head (
  tenant int not null,
  key_no bigint not null,          -- 0: the maps over all heads that are in the ledger
  slot bigint not null,            -- in the order in which key numbers first stood in the tree, from 0; of number 0: -1
  before bigint,                   -- slot of the key that the same patient had before
  count bigint not null,
  last_index bigint not null,      -- place in the tree of the newest entry
  head bytea not null,             -- SHA-256(0x02 | head before | leaf hash), from 32 zero bytes
  mac bytea not null,              -- HMAC-SHA-256 over this row: SQL alone can't make another one
  primary key (tenant, key_no)
);
alter table wardbook.ledger_head enable row level security;
create policy own_tenant on wardbook.ledger_head using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update on wardbook.ledger_head to wardbook_app;
