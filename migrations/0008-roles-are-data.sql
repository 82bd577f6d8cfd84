-- Roles are data: an organisation's own have any name. Which exist is the role book's to say.
alter table wardbook.person drop constraint person_role_check;
