-- What is kept of somebody and not used, because they asked for that: one row for each request on which it was decided. Whose it is, which
-- records, how it stands and each step lie under the organisation's vault; readable is which request it was and how often it was changed.

create table wardbook.restriction (
  tenant int not null references wardbook.tenant,
  request uuid not null,
  revision int not null,
  sealed bytea not null,           -- whose, which records, how it stands, and each step (vault)
  primary key (tenant, request),
  foreign key (tenant, request) references wardbook.rights_request
);
alter table wardbook.restriction enable row level security;
create policy own_tenant on wardbook.restriction using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (revision, sealed) on wardbook.restriction to wardbook_app;

alter table wardbook.row_register drop constraint row_register_name_check;
alter table wardbook.row_register add constraint row_register_name_check
  check (name in ('retention-hold', 'rights-request', 'restriction'));

-- A letter that tells somebody, before it happens, that a restriction is lifted.
alter table wardbook.rights_letter drop constraint rights_letter_kind_check;
alter table wardbook.rights_letter add constraint rights_letter_kind_check
  check (kind in ('acknowledgement', 'identity', 'extension', 'decision', 'delivery', 'certificate', 'lifting'));
