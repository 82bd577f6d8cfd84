-- What a program may, what it acts for and what it proves itself with: a change of any may take something from whoever acts through it.
drop trigger api_client_revoked on wardbook.api_client;
create trigger api_client_revoked after update on wardbook.api_client for each row
  when (new.state <> old.state or new.scopes <> old.scopes or new.sealed_details is distinct from old.sealed_details)
  execute function wardbook.tell_revoked();

-- Any app may give its tokens back, as often as it likes: whoever they were for is looked at again, and nobody else. Where what a person
-- allowed is gone too, that has told it.
create function wardbook.tell_token_revoked() returns trigger language plpgsql as $$
declare
  whose text;
begin
  if old.grant_id is null then
    whose := old.client;
  else
    select g.person::text into whose from wardbook.app_grant g where g.tenant = old.tenant and g.grant_id = old.grant_id;
  end if;
  if whose is not null then
    perform pg_notify('wardbook_revoked', old.tenant || ' ' || whose);
  end if;
  return null;
end
$$;
drop trigger oauth_artifact_revoked on wardbook.oauth_artifact;
create trigger oauth_artifact_revoked after delete on wardbook.oauth_artifact for each row
  when (old.kind in ('AccessToken', 'ClientCredentials') and old.until > extract(epoch from clock_timestamp()) * 1000)
  execute function wardbook.tell_token_revoked();
