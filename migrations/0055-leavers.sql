-- Accounts of people who left. What an account holds goes some time after access ended; its row stays without anything that says who it was,
-- because entries, signatures and decisions name it by its id.
alter table wardbook.person
  add ended_at bigint,             -- since when nobody comes in with it; milliseconds since 1970, as is the next
  add removed_at bigint;
-- Nobody wrote down when: the time begins now, which errs to keeping.
update wardbook.person set ended_at = (extract(epoch from now()) * 1000)::bigint where state = 'ended';
alter table wardbook.person
  add check (ended_at is null or state = 'ended'),
  add check (removed_at is null or ended_at is not null);
-- A name that nobody bears any more is free again; any other stays whose it is.
grant update (username_token, ended_at, removed_at) on wardbook.person to wardbook_app;
create function wardbook.keep_user_name() returns trigger language plpgsql as $$
begin
  if new.removed_at is null or old.removed_at is not null then
    raise exception 'a user name changes only as its account is removed';
  end if;
  return new;
end
$$;
create trigger person_user_name before update of username_token on wardbook.person
  for each row when (new.username_token is distinct from old.username_token) execute function wardbook.keep_user_name();
grant delete on wardbook.recovery to wardbook_app;

-- Which accounts were removed. It goes to the archive of keys, whose newest one is always read: a restore of an older backup removes them again.
-- So it refers to no person: that one may not be in what is restored.
create table wardbook.account_removal (
  tenant int not null references wardbook.tenant,
  person uuid not null,
  at bigint not null,              -- milliseconds since 1970
  primary key (tenant, person)
);
alter table wardbook.account_removal enable row level security;
create policy own_tenant on wardbook.account_removal using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert on wardbook.account_removal to wardbook_app;
