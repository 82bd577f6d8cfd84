import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { OpenSessions } from "./open-sessions.ts";

export interface TokenRow {
  readonly client: string;
  readonly client_name: Buffer;
  readonly client_details: Buffer | null;
  /** What the program is registered for at this moment. */
  readonly client_scopes: string;
  readonly scopes: string;
  readonly until: number;
  readonly grant_id: string | null;
  readonly grant_sealed: Buffer | null;
  readonly person: PersonId | null;
  readonly role: string | null;
  readonly sealed_profile: Buffer | null;
}

/** An access token with everything that it stands on; none when its client, grant, person or session is gone or over. */
export async function readToken(
  db: Queryable,
  tenant: TenantId,
  hash: Buffer,
  { seenAfter, beganAfter }: OpenSessions,
): Promise<TokenRow | undefined> {
  const rows = await db.query<TokenRow>(
    `select a.client, c.sealed_name as client_name, c.sealed_details as client_details, c.scopes as client_scopes, a.scopes, a.until, a.grant_id,
       g.sealed as grant_sealed, p.person, p.role, p.sealed_profile
     from wardbook.oauth_artifact a
     join wardbook.api_client c on c.tenant = a.tenant and c.client = a.client and c.state = 'active'
     left join wardbook.app_grant g on g.tenant = a.tenant and g.grant_id = a.grant_id
     left join wardbook.person p on p.tenant = a.tenant and p.person = g.person and p.state <> 'ended'
     left join wardbook.session s on s.tenant = a.tenant and s.session = g.session and s.seen_at > $3 and s.began_at > $4
     where a.tenant = $1 and a.id_hash = $2
       and (a.kind = 'ClientCredentials' or (a.kind = 'AccessToken' and p.person is not null
         and (g.session is null or s.session is not null)))`,
    [tenant, hash, seenAfter, beganAfter],
    "authorization-read-token",
  );
  return rows[0];
}
