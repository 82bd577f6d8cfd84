-- Letters about people's requests, as they were made and sent. They stay byte for byte: what was answered has to be shown later.

create table wardbook.rights_letter (
  tenant int not null references wardbook.tenant,
  id uuid not null,
  request uuid not null,
  patient uuid not null,
  kind text not null check (kind in ('acknowledgement', 'identity', 'extension', 'decision', 'delivery', 'certificate')),
  made_at bigint not null,         -- milliseconds since 1970
  revision int not null,           -- counts what was written down of its sending
  sealed bytea not null,           -- its title, who made it, its SHA-256, and how it was sent (vault)
  pdf bytea not null,              -- the letter (vault)
  primary key (tenant, id),
  foreign key (tenant, request) references wardbook.rights_request
);
create index rights_letter_request on wardbook.rights_letter (tenant, request, made_at);
alter table wardbook.rights_letter enable row level security;
create policy own_tenant on wardbook.rights_letter using (tenant = wardbook.current_tenant()) with check (tenant = wardbook.current_tenant());
grant select, insert, update (revision, sealed) on wardbook.rights_letter to wardbook_app;
