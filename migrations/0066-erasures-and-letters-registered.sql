-- Erasures, and letters about people's requests: one that was taken out, or put back as it once was, differs from what is registered.
alter table wardbook.row_register drop constraint row_register_name_check;
alter table wardbook.row_register add constraint row_register_name_check
  check (name in ('retention-hold', 'rights-request', 'restriction', 'proxy', 'access-review', 'erasure', 'rights-letter'));
