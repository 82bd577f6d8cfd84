-- Entries of one moment share one row, written in the transaction that they witness (reads: in a transaction of their own, before
-- any byte leaves). Each entry is sealed: under its patient's key, or the organisation's ledger key. Nothing here is ever changed.
create table wardbook.ledger_batch (
  batch bigint not null,           -- microseconds since 1970, unique and rising per server process
  tenant int not null,
  entries bytea not null           -- (key_no int8 | length int4 | sealed)+
    check (length(entries) > 0),
  tokens bigint[] not null,        -- blind tokens of the patients and actors in it
  primary key (tenant, batch)
);
alter table wardbook.ledger_batch alter entries set storage external;
create index ledger_batch_tokens on wardbook.ledger_batch using gin (tokens) with (fastupdate = off);
alter table wardbook.ledger_batch enable row level security;
create policy own_tenant on wardbook.ledger_batch using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.ledger_batch to wardbook_app;

-- Where each batch stands in the Merkle tree (RFC 9162), with its leaf hashes.
create table wardbook.ledger_sequence (
  first_index bigint not null,
  batch bigint not null,
  tenant int not null,
  leaf_hashes bytea not null,      -- 32 bytes a leaf
  mac bytea not null,              -- HMAC-SHA-256 over this row and the mac before it: SQL alone can't forge, move or drop a row
  primary key (tenant, first_index),
  unique (tenant, batch)
);
alter table wardbook.ledger_sequence alter leaf_hashes set storage external;
alter table wardbook.ledger_sequence enable row level security;
create policy own_tenant on wardbook.ledger_sequence using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.ledger_sequence to wardbook_app;

-- Hashes of complete subtrees of 256^level leaves, level >= 1.
create table wardbook.ledger_node (
  tenant int not null,
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (tenant, level, index)
);
alter table wardbook.ledger_node enable row level security;
create policy own_tenant on wardbook.ledger_node using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.ledger_node to wardbook_app;

create table wardbook.ledger_checkpoint (
  tenant int not null,
  size bigint not null,
  at bigint not null,              -- milliseconds since 1970
  note text not null,              -- C2SP signed note
  primary key (tenant, size)
);
alter table wardbook.ledger_checkpoint enable row level security;
create policy own_tenant on wardbook.ledger_checkpoint using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.ledger_checkpoint to wardbook_app;

-- Batches whose tokens contain the given one, newest first (array operators are not leakproof: see candidate_records).
create function wardbook.ledger_batches_with(p_token bigint, p_before bigint, p_limit int)
  returns table (batch bigint, entries bytea, first_index bigint)
  language plpgsql stable security definer as $$
declare
  v_tenant int := wardbook.current_tenant();
begin
  if v_tenant is null then
    raise exception 'no tenant is bound to this connection' using errcode = 'insufficient_privilege';
  end if;
  return query execute
    'with found as materialized (
       select b.tenant, b.batch from wardbook.ledger_batch b where b.tokens operator(pg_catalog.@>) array[$2])
     select b.batch, b.entries, s.first_index
     from (select f.batch from found f where f.tenant = $1 and f.batch < $3 order by f.batch desc limit $4) f
     join wardbook.ledger_batch b on b.tenant = $1 and b.batch = f.batch
     left join wardbook.ledger_sequence s on s.tenant = $1 and s.batch = f.batch
     order by b.batch desc'
    using v_tenant, p_token, p_before, p_limit;
end
$$;
revoke all on function wardbook.ledger_batches_with from public;
grant execute on function wardbook.ledger_batches_with to wardbook_app;
