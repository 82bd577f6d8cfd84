-- Planning anew cost more than searching: 300 of 460 us for a subject and a code (20,000 observations). Each function below has
-- one shape of plan that is right whatever the tokens are, because the caller has already chosen between the shapes by their
-- frequency; so the plan is made once per connection and only that shape is allowed. `candidate_records` stays for searches with
-- alternatives, whose number of conditions varies.

-- Gather by tokens (all of them must be there), then sort.
create function wardbook.candidates_with(p_type smallint, p_all bigint[], p_from bigint, p_before bigint, p_limit int)
  returns table (id uuid, version int, "position" bigint, key_no bigint, body bytea)
  language plpgsql stable security definer
  set search_path = pg_catalog set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_tenant int := wardbook.current_tenant();
begin
  if v_tenant is null then
    raise exception 'no tenant is bound to this connection' using errcode = 'insufficient_privilege';
  end if;
  return query
    with matched as materialized (
      select h.tenant, h.type, h.id, h.version, h.position from wardbook.record_head h where h.tokens @> p_all),
    found as (
      select m.id, m.version, m.position from matched m
      where m.tenant = v_tenant and m.type = p_type and m.position >= p_from and m.position < p_before
      order by m.position desc limit p_limit)
    select v.id, v.version, v.position, v.key_no, v.body
    from found f join wardbook.record_version v on v.tenant = v_tenant and v.id = f.id and v.version = f.version
       where not v.deleted and not exists (
         select from wardbook.record_version n where n.tenant = v_tenant and n.id = v.id and n.version operator(pg_catalog.>) v.version)
    order by v.position desc;
end
$$;
revoke all on function wardbook.candidates_with from public;
grant execute on function wardbook.candidates_with to wardbook_app;

-- Walk the position index over at most p_window rows, filter, stop when the page is full.
create function wardbook.newest_candidates(p_type smallint, p_all bigint[], p_from bigint, p_before bigint, p_limit int, p_window int)
  returns table (id uuid, version int, "position" bigint, key_no bigint, body bytea)
  language plpgsql stable security definer
  set search_path = pg_catalog set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_tenant int := wardbook.current_tenant();
begin
  if v_tenant is null then
    raise exception 'no tenant is bound to this connection' using errcode = 'insufficient_privilege';
  end if;
  return query
    with walked as materialized (
      select h.id, h.version, h.position, h.tokens from wardbook.record_head h
      where h.tenant = v_tenant and h.type = p_type and h.position >= p_from and h.position < p_before
      order by h.position desc limit p_window),
    found as (
      select w.id, w.version, w.position from walked w where w.tokens @> p_all order by w.position desc limit p_limit)
    select v.id, v.version, v.position, v.key_no, v.body
    from found f join wardbook.record_version v on v.tenant = v_tenant and v.id = f.id and v.version = f.version
       where not v.deleted and not exists (
         select from wardbook.record_version n where n.tenant = v_tenant and n.id = v.id and n.version operator(pg_catalog.>) v.version)
    order by v.position desc;
end
$$;
revoke all on function wardbook.newest_candidates from public;
grant execute on function wardbook.newest_candidates to wardbook_app;
