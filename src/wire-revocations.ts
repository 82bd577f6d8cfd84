import { parseTenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import type { Authorization } from "./custody/authorization/index.ts";
import type { Identity } from "./custody/identity/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import type { Revocation, Revocations } from "./surface/http/index.ts";

export interface RevocationPorts {
  readonly db: Pick<Database, "listen">;
  readonly identity: { readonly sessions: Pick<Identity["sessions"], "forgetRemembered"> };
  readonly authorization: { readonly tokens: Pick<Authorization["tokens"], "forgetRemembered"> };
  readonly policy: Pick<Policy, "forget">;
  readonly onFailure: (error: unknown) => void;
}

/** As the database's triggers tell it: the organisation, and whose it was where it is one person's or one program's. */
const channel = "wardbook_revoked";
const shape = /^([1-9]\d{0,9})(?: (\S+))?$/;

/** Undefined: it may be anybody's. */
function revocationIn(told: string | undefined): Revocation | undefined {
  const [, tenant, who] = shape.exec(told ?? "") ?? [];
  if (tenant === undefined) return undefined;
  return { tenant: parseTenantId(Number(tenant)), who };
}

/** Hears, in every process, that somebody may have lost what they had: nothing that was remembered of it is believed any more, and
 *  whoever keeps a page open is looked at again. */
export function wireRevocations({ db, identity, authorization, policy, onFailure }: RevocationPorts) {
  const heeding = new Set<(revocation: Revocation | undefined) => void>();
  const listening = db.listen(
    channel,
    (told) => {
      const revocation = revocationIn(told);
      identity.sessions.forgetRemembered();
      authorization.tokens.forgetRemembered();
      // Roles, settings and exceptional grants are an organisation's: somebody who signs out changes none.
      if (revocation?.who === undefined) policy.forget(revocation?.tenant);
      for (const tell of heeding) tell(revocation);
    },
    onFailure,
  );
  const revocations: Revocations = {
    heed(tell) {
      heeding.add(tell);
      return () => void heeding.delete(tell);
    },
  };
  return { revocations, close: () => listening.stop() };
}
