-- One immutable row per version of a resource. The application can't update or delete it.
create table wardbook.record_version (
  position bigint not null,        -- microseconds since 1970, unique and rising per server process: order, and lastUpdated
  key_no bigint not null,
  tenant int not null,
  version int not null,
  id uuid not null,
  type smallint not null,
  deleted boolean not null,
  body bytea not null,             -- sealed
  primary key (tenant, id, version)
);
alter table wardbook.record_version alter body set storage external;
create index record_version_position on wardbook.record_version (tenant, position);
alter table wardbook.record_version enable row level security;
create policy own_tenant on wardbook.record_version using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.record_version to wardbook_app;

-- The derived index: the current version of each resource that is not deleted, and its blind tokens. `wardbook reindex` rebuilds it.
create table wardbook.record_head (
  position bigint not null,
  tenant int not null,
  version int not null,
  id uuid not null,
  type smallint not null,
  tokens bigint[] not null,
  primary key (tenant, id)
);
create index record_head_position on wardbook.record_head (tenant, type, position);
-- fastupdate off: a pending list would be scanned at every search (290 pages, 2-6 ms each time, measured).
create index record_head_tokens on wardbook.record_head using gin (tokens) with (fastupdate = off);
alter table wardbook.record_head alter tokens set statistics 1000;
alter table wardbook.record_head enable row level security;
create policy own_tenant on wardbook.record_head using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update, delete on wardbook.record_head to wardbook_app;

-- Candidates of a search, newest first, with their sealed bodies. Array operators are not leakproof, so under row-level security the
-- GIN index could not serve them; this function states the tenant check itself and is planned anew at each call, because a generic
-- plan can't know whether a token is rare.
-- The index is only an index: a row of it that doesn't name the newest version shows nothing, so setting it back brings no old record back.
--   plan 'bitmap': gather by tokens, then sort.  plan 'ordered': walk the position index over at most p_window rows, filter, stop.
create function wardbook.candidate_records(
  p_type smallint, p_all bigint[], p_any text[], p_from bigint, p_before bigint, p_limit int, p_plan text, p_window int
) returns table (id uuid, version int, "position" bigint, key_no bigint, body bytea)
  language plpgsql stable security definer as $$
declare
  v_tenant int := wardbook.current_tenant();
  v_where text := '';
  v_any text;
begin
  if v_tenant is null then
    raise exception 'no tenant is bound to this connection' using errcode = 'insufficient_privilege';
  end if;
  if cardinality(p_all) > 0 then
    v_where := ' and h.tokens operator(pg_catalog.@>) $3';
  end if;
  foreach v_any in array p_any loop
    v_where := v_where || format(' and h.tokens operator(pg_catalog.&&) %L::pg_catalog.int8[]', v_any::bigint[]);
  end loop;
  if p_plan = 'ordered' then
    return query execute
      'with walked as materialized (
         select h.id, h.version, h.position, h.tokens from wardbook.record_head h
         where h.tenant = $1 and h.type = $2 and h.position >= $4 and h.position < $5 order by h.position desc limit $7),
       found as (select h.id, h.version, h.position from walked h where true' || v_where || ' order by h.position desc limit $6)
       select v.id, v.version, v.position, v.key_no, v.body
       from found f join wardbook.record_version v on v.tenant = $1 and v.id = f.id and v.version = f.version
       where not v.deleted and not exists (
         select from wardbook.record_version n where n.tenant = $1 and n.id = v.id and n.version operator(pg_catalog.>) v.version) order by v.position desc'
      using v_tenant, p_type, p_all, p_from, p_before, p_limit, p_window;
  else
    return query execute
      'with matched as materialized (
         select h.tenant, h.type, h.id, h.version, h.position from wardbook.record_head h where true' || v_where || '),
       found as (
         select h.id, h.version, h.position from matched h
         where h.tenant = $1 and h.type = $2 and h.position >= $4 and h.position < $5 order by h.position desc limit $6)
       select v.id, v.version, v.position, v.key_no, v.body
       from found f join wardbook.record_version v on v.tenant = $1 and v.id = f.id and v.version = f.version
       where not v.deleted and not exists (
         select from wardbook.record_version n where n.tenant = $1 and n.id = v.id and n.version operator(pg_catalog.>) v.version) order by v.position desc'
      using v_tenant, p_type, p_all, p_from, p_before, p_limit;
  end if;
end
$$;
revoke all on function wardbook.candidate_records from public;
grant execute on function wardbook.candidate_records to wardbook_app;

-- How common the commonest tokens are, as PostgreSQL's own statistics know it; the planner of searches reads it now and then.
create function wardbook.token_frequencies() returns table (token bigint, share real)
  language sql stable security definer
  begin atomic
    select e.token, e.share
    from pg_catalog.pg_stats s,
         rows from (pg_catalog.unnest(s.most_common_elems::pg_catalog.text::pg_catalog.int8[]), pg_catalog.unnest(s.most_common_elem_freqs)) as e (token, share)
    where s.schemaname = 'wardbook' and s.tablename = 'record_head' and s.attname = 'tokens' and e.token is not null;
  end;
revoke all on function wardbook.token_frequencies from public;
grant execute on function wardbook.token_frequencies to wardbook_app;
