-- Backups of two more kinds: one a day that later ones go back to instead of all before it, and small ones between increments.
alter table wardbook.backup drop constraint backup_kind_check,
  add constraint backup_kind_check check (kind in ('full', 'fold', 'increment', 'tail'));
