import { runningRights } from "./custody/access/index.ts";
import {
  type Authorization,
  type AuthorizationEvent,
  type AuthorizationPorts,
  createAuthorization,
} from "./custody/authorization/index.ts";
import { type Identity, type IdentityEvent, type IdentityPorts, createIdentity } from "./custody/identity/index.ts";
import type { Keyring, OpenRootKey } from "./custody/keyring/index.ts";
import type { LedgerWriter } from "./custody/ledger/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { Database, Transaction } from "./foundation/platform/database/index.ts";
import { entryOf } from "./administration-entries.ts";

interface IdentityParts extends Pick<IdentityPorts, "mailer" | "passwordCost" | "witnessRoleChange"> {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly rootKey: OpenRootKey;
  readonly ledger: Pick<LedgerWriter, "append">;
  readonly policy: Policy;
  readonly publicOrigin: string;
  readonly secondPerson: AuthorizationPorts["secondPerson"];
  readonly now: Clock;
  readonly log: { readonly error: (error: unknown, message: string) => void };
}

/** Who somebody is, and what acts for them. */
export function wireIdentity(parts: IdentityParts): {
  readonly identity: Identity;
  readonly authorization: Authorization;
} {
  const { db, keyring, ledger, policy, publicOrigin, now, log } = parts;
  const recordEvent = async (tx: Transaction, tenant: TenantId, event: IdentityEvent | AuthorizationEvent) => {
    await ledger.append(tx, tenant, [{ entry: entryOf(event) }]);
    // Decisions are made of settings too: every process looks again within a second of the commit.
    if (event.act === "setting-changed") await policy.changing(tx, tenant);
  };
  const identity = createIdentity({
    database: db,
    keyring,
    publicOrigin,
    mailer: parts.mailer,
    now,
    passwordCost: parts.passwordCost,
    recordEvent,
    witnessRoleChange: parts.witnessRoleChange,
    onFailure: (error) => log.error(error, "a mail was not sent"),
  });
  const authorization = createAuthorization({
    database: db,
    keyring,
    root: parts.rootKey.provider,
    identity,
    publicOrigin,
    now,
    recordEvent,
    async runsOrganisation(tenant, role) {
      const permissions = (await policy.roleOf(tenant, role))?.permissions;
      return permissions === undefined || runningRights.some((permission) => permissions.has(permission));
    },
    secondPerson: parts.secondPerson,
    onFailure: (error) => log.error(error, "the sign-in protocol failed"),
  });
  return { identity, authorization };
}
