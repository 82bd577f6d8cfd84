-- The vault's key is rotated too, and its seals are counted over restarts, as are patients' keys'.

alter table wardbook.key_rotation drop constraint key_rotation_kind_check;
alter table wardbook.key_rotation add constraint key_rotation_kind_check
  check (kind in ('root', 'tenant', 'patient', 'record', 'entries', 'index', 'signing', 'vault'));

-- What vaults sealed before anybody counted: more than an installation can have done, and little of 2^32.
update wardbook.data_key set seals = seals + 16777216 where purpose = 'vault';
