-- What a pruning that was declared doesn't take any more: an entry of the ledger withdraws it, from the first entry that was still there.
-- Until it is declared anew nothing more may go, and a check of the ledger says so of whatever does.
create table wardbook.ledger_pruning_withdrawal (
  tenant int not null,
  pruning_index bigint not null,      -- place in the tree of the entry that declared it
  act_index bigint not null,          -- and of the one that withdraws it
  act_batch bigint not null,
  act text not null,                  -- what that one says
  mac bytea not null,                 -- HMAC-SHA-256 over this row: SQL alone can't make another one
  primary key (tenant, pruning_index)
);
alter table wardbook.ledger_pruning_withdrawal enable row level security;
create policy own_tenant on wardbook.ledger_pruning_withdrawal using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.ledger_pruning_withdrawal to wardbook_app;

-- The same entries may be declared again.
alter table wardbook.ledger_pruning drop constraint ledger_pruning_pkey, add primary key (tenant, act_index);
