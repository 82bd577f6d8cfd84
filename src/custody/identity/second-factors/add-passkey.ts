import { randomUuid } from "../../../foundation/crypto/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { type StoredPasskey, passkeyToken, sealPasskey } from "../passkeys/index.ts";
import { insertAuthenticator } from "./authenticator-table.ts";
import { sealAuthenticatorName } from "./authenticator.ts";

/** Keeps a verified passkey. @returns its id
 *  @throws DatabaseError `database/unique-violation` when it is somebody's already */
export async function addPasskey(
  tx: Transaction,
  vault: TenantVault,
  owner: { readonly tenant: TenantId; readonly person: PersonId },
  added: {
    readonly passkey: StoredPasskey & { readonly counter: number };
    readonly name: string | undefined;
    readonly now: number;
  },
): Promise<string> {
  const id = randomUuid();
  const { counter, ...passkey } = added.passkey;
  await insertAuthenticator(tx, owner.tenant, {
    authenticator: id,
    person: owner.person,
    kind: "passkey",
    token: passkeyToken(vault, passkey.id),
    sealed: sealPasskey(vault, id, passkey),
    sealed_name: added.name === undefined ? null : sealAuthenticatorName(vault, id, added.name),
    counter,
    added_at: added.now,
  });
  return id;
}
