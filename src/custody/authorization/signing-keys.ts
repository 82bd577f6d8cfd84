import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { calculateJwkThumbprint, exportJWK } from "jose";
import type { JWK } from "jose";
import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable } from "../../foundation/platform/database/index.ts";
import type { Actor } from "../identity/index.ts";
import type { RootKey } from "../keyring/index.ts";
import type { RecordAuthorization } from "./event.ts";
import {
  deleteSigningKeys,
  insertSigningKey,
  readSigningKeys,
  replaceSealed,
  retireSigningKeys,
} from "./signing-key-table.ts";
import type { SigningKeyRow } from "./signing-key-table.ts";

/** A public key that this installation signs identity tokens with, or did lately. */
export interface PublishedKey {
  readonly kid: string;
  readonly madeAt: number;
  readonly signsFrom: number;
  readonly retiredAt?: number | undefined;
}

export interface SigningKeys {
  list(): Promise<readonly PublishedKey[]>;
  /** Private keys in the order in which they sign, the current one first; published are all. Makes the first one. */
  open(): Promise<readonly JWK[]>;
  /** Makes a key that signs after an hour, when those who verify have fetched it; the older then retires. @returns its id */
  rotate(actor: Actor, options?: { readonly atOnce?: boolean }): Promise<string>;
  /** Rotates when the newest key is older than the policy allows, and forgets keys that nothing can be signed with any more. */
  keepFresh(): Promise<boolean>;
}

const policy: Actor = { kind: "system", id: "key-policy", name: "key policy" };
const hour = 3_600_000;
const day = 24 * hour;
/** A new key is published this long before it signs. */
export const publishedBefore = hour;
/** Older keys stay published this long: longer than any identity token lives. */
export const publishedAfter = day;
export const longestUse = 90 * day;
const context = (kid: string) => `oauth-signing-key|${kid}`;
const makeKeyPair = promisify(generateKeyPair);

export function createSigningKeys(ports: {
  readonly database: Database;
  readonly root: RootKey;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
  /** The keys sign for every organisation, so each one's ledger tells of them. */
  readonly organisations: () => Promise<readonly TenantId[]>;
}): SigningKeys {
  const { root, now } = ports;
  const db = ports.database.installation;

  async function make(signsFrom: number): Promise<string> {
    const { privateKey } = await makeKeyPair("rsa", { modulusLength: 2048 });
    const jwk = await jwkOf(privateKey);
    const sealed = await root.wrap(Buffer.from(JSON.stringify(jwk)), context(jwk.kid));
    await insertSigningKey(db, { kid: jwk.kid, made_at: now(), signs_from: signsFrom, sealed });
    return jwk.kid;
  }

  /** Of two processes that start at once each may make one: both are published, the older signs. */
  async function rows(): Promise<readonly SigningKeyRow[]> {
    const found = await readSigningKeys(db);
    if (found.length > 0) return found;
    await make(now());
    return readSigningKeys(db);
  }

  return {
    async list() {
      return (await readSigningKeys(db)).map((row) => ({
        kid: row.kid,
        madeAt: row.made_at,
        signsFrom: row.signs_from,
        retiredAt: row.retired_at ?? undefined,
      }));
    },

    async open() {
      const all = await rows();
      // The newest that may sign already; the others follow, so that what they signed can be verified.
      const current = all.find((row) => row.signs_from <= now()) ?? all.at(-1);
      const ordered = [...(current === undefined ? [] : [current]), ...all.filter((row) => row !== current)];
      return Promise.all(
        ordered.map(async (row) => JSON.parse((await root.unwrap(row.sealed, context(row.kid))).toString()) as JWK),
      );
    },

    async rotate(actor, { atOnce = false } = {}) {
      const signsFrom = atOnce ? now() : now() + publishedBefore;
      const kid = await make(signsFrom);
      await retireSigningKeys(db, kid, signsFrom);
      const detail = `key ${kid}, signs from ${new Date(signsFrom).toISOString()}`;
      for (const tenant of await ports.organisations())
        await ports.database.transaction(tenant, (tx) =>
          ports.recordEvent(tx, tenant, { act: "keys-rotated", at: now(), actor, detail }),
        );
      return kid;
    },

    async keepFresh() {
      await deleteSigningKeys(db, now() - publishedAfter);
      const [newest] = await rows();
      if (newest === undefined || now() - newest.signs_from < longestUse) return false;
      await this.rotate(policy);
      return true;
    },
  };
}

/** The root key wraps these keys: they are wrapped anew when it is rotated.
 *  @param owner connects as the schema's owner @returns how many were */
export async function rewrapSigningKeys(
  owner: Queryable,
  rewrap: (wrapped: Buffer, context: string) => Promise<Buffer>,
  isNew: (wrapped: Buffer) => boolean,
): Promise<number> {
  const rows = (await readSigningKeys(owner)).filter(({ sealed }) => !isNew(sealed));
  for (const { kid, sealed } of rows)
    await replaceSealed(owner, kid, { old: sealed, sealed: await rewrap(sealed, context(kid)) });
  return rows.length;
}

async function jwkOf(key: KeyObject): Promise<JWK & { kid: string }> {
  const jwk = await exportJWK(key);
  return { ...jwk, alg: "RS256", use: "sig", kid: (await calculateJwkThumbprint(jwk)).slice(0, 16) };
}
