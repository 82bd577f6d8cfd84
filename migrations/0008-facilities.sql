-- Roles are data: an organisation's own have any name. Which exist is the role book's to say.
alter table wardbook.person drop constraint person_role_check;

-- Facilities of an organisation (sites, wards) are kept apart twice: by the application's predicate, and here. A connection that is
-- bound to facilities sees only rows sealed under keys of their patients, and rows that are about no patient. One that is bound to
-- none, which is everybody's whose role isn't held to facilities, pays for this with one comparison a statement.

create function wardbook.current_facilities() returns uuid[]
  language sql stable parallel safe
  return nullif(current_setting('wardbook.facilities', true), '')::uuid[];
grant execute on function wardbook.current_facilities() to wardbook_app;

-- Where a patient is known, by the number of the patient's key. A facility is the UUID of an Organization or a Location.
create table wardbook.patient_facility (
  tenant int not null,
  key_no bigint not null,
  facility uuid not null,
  primary key (tenant, key_no, facility),
  foreign key (tenant, key_no) references wardbook.data_key on delete cascade
);
alter table wardbook.patient_facility enable row level security;
create policy own_tenant on wardbook.patient_facility using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, delete on wardbook.patient_facility to wardbook_app;

-- A patient who is known at no facility is met by nobody who is held to facilities.
create function wardbook.in_facilities(p_tenant int, p_key_no bigint, p_facilities uuid[]) returns boolean
  language sql stable
  begin atomic
    select exists (
        select from wardbook.patient_facility f
        where f.tenant = p_tenant and f.key_no = p_key_no and f.facility = any (p_facilities))
      or exists (
        select from wardbook.data_key k where k.tenant = p_tenant and k.key_no = p_key_no and k.purpose <> 'patient');
  end;
grant execute on function wardbook.in_facilities to wardbook_app;

-- The subselects are run once a statement. Writing binds no facilities: what may be written the predicate says.
alter policy own_tenant on wardbook.record_version
  using (tenant = wardbook.current_tenant() and (
    (select wardbook.current_facilities()) is null
    or wardbook.in_facilities(tenant, key_no, (select wardbook.current_facilities()))));

alter policy own_tenant on wardbook.record_head
  using (tenant = wardbook.current_tenant() and (
    (select wardbook.current_facilities()) is null
    or exists (
      select from wardbook.record_version v
      where v.tenant = record_head.tenant and v.id = record_head.id and v.version = record_head.version)));

-- Candidates of a search for a connection that is bound to facilities. The limit counts only rows that it may see.
create function wardbook.candidates_in_facilities(
  p_type smallint, p_all bigint[], p_any text[], p_from bigint, p_before bigint, p_limit int
) returns table (id uuid, version int, "position" bigint, key_no bigint, body bytea)
  language plpgsql stable security definer as $$
declare
  v_tenant int := wardbook.current_tenant();
  v_facilities uuid[] := wardbook.current_facilities();
  v_where text := '';
  v_any text;
begin
  if v_tenant is null or v_facilities is null then
    raise exception 'no tenant or no facility is bound to this connection' using errcode = 'insufficient_privilege';
  end if;
  if cardinality(p_all) > 0 then
    v_where := ' and h.tokens operator(pg_catalog.@>) $3';
  end if;
  foreach v_any in array p_any loop
    v_where := v_where || format(' and h.tokens operator(pg_catalog.&&) %L::pg_catalog.int8[]', v_any::bigint[]);
  end loop;
  return query execute
    'with ' || case when v_where = '' then '' else
      'matched as materialized (
         select h.tenant, h.type, h.id, h.version, h.position from wardbook.record_head h where true' || v_where || '), ' end ||
    'found as (
       select h.id, h.version, h.position from ' || case when v_where = '' then 'wardbook.record_head' else 'matched' end || ' h
       join wardbook.record_version k on k.tenant = $1 and k.id = h.id and k.version = h.version
       where h.tenant = $1 and h.type = $2 and h.position >= $4 and h.position < $5
         and wardbook.in_facilities($1, k.key_no, $7) and not k.deleted and not exists (
           select from wardbook.record_version n where n.tenant = $1 and n.id = k.id and n.version operator(pg_catalog.>) k.version)
       order by h.position desc limit $6)
     select v.id, v.version, v.position, v.key_no, v.body
     from found f join wardbook.record_version v on v.tenant = $1 and v.id = f.id and v.version = f.version
     order by v.position desc'
    using v_tenant, p_type, p_all, p_from, p_before, p_limit, v_facilities;
end
$$;
revoke all on function wardbook.candidates_in_facilities from public;
grant execute on function wardbook.candidates_in_facilities to wardbook_app;

-- The functions of whoever is held to no facility refuse a connection that is: their owner passes by row-level security.

create or replace function wardbook.candidate_records(
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
  if pg_catalog.current_setting('wardbook.facilities', true) <> '' then
    raise exception 'this connection is bound to facilities' using errcode = 'insufficient_privilege';
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

create or replace function wardbook.candidates_with(p_type smallint, p_all bigint[], p_from bigint, p_before bigint, p_limit int)
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
  if pg_catalog.current_setting('wardbook.facilities', true) <> '' then
    raise exception 'this connection is bound to facilities' using errcode = 'insufficient_privilege';
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

create or replace function wardbook.newest_candidates(p_type smallint, p_all bigint[], p_from bigint, p_before bigint, p_limit int, p_window int)
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
  if pg_catalog.current_setting('wardbook.facilities', true) <> '' then
    raise exception 'this connection is bound to facilities' using errcode = 'insufficient_privilege';
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
