-- The schema, the row-level security that stands behind the application's own predicate, and the organisations.
-- The role wardbook_app is made by the migration runner (its password is not a matter for a file).

create function wardbook.current_tenant() returns int
  language sql stable parallel safe
  return nullif(current_setting('wardbook.tenant', true), '')::int;

grant usage on schema wardbook to wardbook_app;
grant execute on function wardbook.current_tenant() to wardbook_app;

-- One row per organisation. Its name is sealed: a sole practitioner's organisation is a person's name.
create table wardbook.tenant (
  tenant int primary key,
  wrapped_key bytea not null,
  sealed_profile bytea not null
);
grant select, insert on wardbook.tenant to wardbook_app;
