-- Whoever listens to events goes on hearing them until somebody looks again whether they may. So what takes something away says so, as it
-- commits, on a channel that every process hears: the organisation's number, and whose it was where it is one person's. Nothing else
-- leaves, and nothing is kept.
create function wardbook.tell_revoked() returns trigger language plpgsql as $$
declare
  of record := coalesce(old, new);
begin
  if tg_argv[0] = 'person' then
    perform pg_notify('wardbook_revoked', of.tenant || ' ' || of.person);
  else
    perform pg_notify('wardbook_revoked', of.tenant::text);
  end if;
  return null;
end
$$;

create trigger session_revoked after delete on wardbook.session
  for each row execute function wardbook.tell_revoked('person');
-- A cookie that was replaced opens nothing any more, and another purpose sees other things.
create trigger session_changed after update of session_hash, purpose on wardbook.session
  for each row execute function wardbook.tell_revoked('person');
create trigger person_revoked after update on wardbook.person for each row
  when (new.role <> old.role or new.state <> old.state or new.sealed_profile <> old.sealed_profile)
  execute function wardbook.tell_revoked('person');
create trigger app_grant_revoked after delete on wardbook.app_grant
  for each row execute function wardbook.tell_revoked('person');
create trigger api_client_revoked after update on wardbook.api_client for each row
  when (new.state <> old.state or new.scopes <> old.scopes)
  execute function wardbook.tell_revoked();
-- Those that are over are swept away all the time, and open nothing anyway.
create trigger oauth_artifact_revoked after delete on wardbook.oauth_artifact for each row
  when (old.kind in ('AccessToken', 'ClientCredentials') and old.until > extract(epoch from clock_timestamp()) * 1000)
  execute function wardbook.tell_revoked();
-- Roles, settings, exceptional grants.
create trigger policy_changed after insert or update on wardbook.policy_epoch
  for each row execute function wardbook.tell_revoked();
-- Who works where: Location 71, Organization 100, PractitionerRole 109.
create trigger record_version_revoked after insert on wardbook.record_version for each row
  when (new.type in (71, 100, 109))
  execute function wardbook.tell_revoked();
