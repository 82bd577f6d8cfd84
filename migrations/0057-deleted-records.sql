-- Finds what was deleted of one patient's record: a pass over an organisation's versions is too much for what every patient may ask.
create index record_version_deleted on wardbook.record_version (tenant, key_no, position) where deleted;
