-- What was backed up, and under which keys. Both are the installation's, no organisation's. Rows are written by the schema's owner alone.

-- One key for each chain of archives: when it is gone, whatever it sealed is gone, wherever copies lie.
create table wardbook.archive_key (
  key_no bigint primary key,       -- microseconds since 1970
  wrapped bytea not null           -- under the root key
);

create table wardbook.backup (
  backup text primary key,         -- names its folder: 20260307T090000000Z
  kind text not null check (kind in ('full', 'increment')),
  follows text,                    -- what an increment adds to
  chain text not null,             -- the full one that it goes back to
  at bigint not null,              -- whatever was committed before is in it; milliseconds since 1970
  store text not null,
  key_no bigint not null,
  manifest bytea not null,         -- SHA-256
  bytes bigint not null,
  -- Below this number every transaction had ended, and where that is true: which cluster, timeline and database.
  settled_xid bigint not null,
  place text not null,
  removals text not null,          -- changes with whatever takes rows away that an increment doesn't have
  check ((kind = 'full') = (follows is null))
);
create index backup_at on wardbook.backup (at);
grant select on wardbook.backup to wardbook_app;
