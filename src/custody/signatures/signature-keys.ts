import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantVault, VaultColumn } from "../keyring/index.ts";
import { type KeyHistory, type SignatureKey, isValidAt, makeSignatureKey } from "./signature-key.ts";
import {
  type SignatureKeyRow,
  holdSignatureKeys,
  insertSignatureKey,
  readSignatureKeys,
  replaceSignatureKey,
} from "./signature-key-table.ts";

/** Who has a key replaced. */
export interface KeyActor {
  readonly kind: "person" | "system";
  readonly id: string;
  readonly name: string;
}

/** What the ledger is told: an organisation signs with another key from now on. */
export interface KeyEvent {
  readonly at: number;
  readonly actor: KeyActor;
  readonly detail: string;
}

export interface SignatureKeysPorts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly now: Clock;
  readonly recordKey: (tx: Transaction, tenant: TenantId, event: KeyEvent) => Promise<void>;
}

/** The keys that an organisation signs records with. */
export interface SignatureKeys {
  /** The key that signs now; the first one, and the next after a year, is made when it is needed. */
  current(tenant: TenantId): Promise<SignatureKey>;
  history(tenant: TenantId): Promise<KeyHistory>;
  /** Makes a new key and destroys the private part of every other. @returns its id */
  rotate(tenant: TenantId, actor: KeyActor): Promise<string>;
}

const policy: KeyActor = { kind: "system", id: "key-policy", name: "key policy" };
const context = (kid: string) => `signature-key|${kid}`;

export const signatureKeyColumn: VaultColumn = {
  table: "signature_key",
  column: "sealed",
  key: ["kid"],
  contexts: ({ kid }: { kid: string }) => [context(kid)],
};

export function openSignatureKeys({ db, keyring, now, recordKey }: SignatureKeysPorts): SignatureKeys {
  const seal = (vault: TenantVault, key: SignatureKey) =>
    vault.seal(context(key.publicKey.kid), Buffer.from(JSON.stringify(key)));

  // The public part and the times are sealed with it: whoever has the database alone can't add a key, nor give one more time.
  const openRow = (vault: TenantVault, { kid, sealed }: SignatureKeyRow) =>
    JSON.parse(vault.open(context(kid), sealed).toString()) as SignatureKey;

  async function all(tenant: TenantId, tx?: Transaction): Promise<readonly SignatureKey[]> {
    const vault = await keyring.vault(tenant);
    return (await readSignatureKeys(tx ?? db.tenant(tenant), tenant)).map((row) => openRow(vault, row));
  }

  const signing = (keys: readonly SignatureKey[], at: number) =>
    keys.findLast(({ publicKey, privateKey }) => privateKey !== undefined && isValidAt(publicKey, at));

  async function make(tenant: TenantId, actor: KeyActor, tx: Transaction): Promise<SignatureKey> {
    const vault = await keyring.vault(tenant);
    const at = now();
    for (const { publicKey, privateKey } of await all(tenant, tx)) {
      if (privateKey === undefined) continue;
      const retired = { publicKey: { ...publicKey, exp: Math.min(publicKey.exp, at / 1000) }, privateKey: undefined };
      await replaceSignatureKey(tx, tenant, { kid: publicKey.kid, sealed: seal(vault, retired) });
    }
    const made = await makeSignatureKey(at);
    const { kid, exp } = made.publicKey;
    await insertSignatureKey(tx, tenant, { kid, made_at: at, sealed: seal(vault, made) });
    const until = new Date(exp * 1000).toISOString();
    await recordKey(tx, tenant, { at, actor, detail: `signature key ${kid}, until ${until} at the latest` });
    return made;
  }

  return {
    async current(tenant) {
      const found = signing(await all(tenant), now());
      if (found !== undefined) return found;
      return db.transaction(tenant, async (tx) => {
        await holdSignatureKeys(tx, tenant);
        return signing(await all(tenant, tx), now()) ?? make(tenant, policy, tx);
      });
    },

    async history(tenant) {
      return { keys: (await all(tenant)).map(({ publicKey }) => publicKey) };
    },

    rotate: (tenant, actor) =>
      db.transaction(tenant, async (tx) => {
        await holdSignatureKeys(tx, tenant);
        return (await make(tenant, actor, tx)).publicKey.kid;
      }),
  };
}
