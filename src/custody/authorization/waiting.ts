import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { hashArtifactId, newArtifactId, tenantOfArtifactId } from "./artifact-id.ts";
import { storeArtifact, takeArtifact } from "./artifact-table.ts";
import { artifactContext } from "./artifact-vault.ts";

/** What waits for a browser to come back for it: sealed, for a while, taken once, by whichever process the browser meets. */
export interface Waiting {
  /** @returns the secret by which it is taken */
  keep(tenant: TenantId, value: unknown): Promise<string>;
  take(secret: string): Promise<unknown>;
}

export function createWaiting(
  ports: { readonly database: Database; readonly keyring: Pick<Keyring, "vault">; readonly now: Clock },
  kind: string,
  milliseconds: number,
): Waiting {
  const { database, keyring, now } = ports;
  const context = (hash: Buffer) => artifactContext({ kind, hash });
  return {
    async keep(tenant, value) {
      const id = newArtifactId(tenant);
      const hash = hashArtifactId(id);
      const sealed = (await keyring.vault(tenant)).seal(context(hash), Buffer.from(JSON.stringify(value)));
      const row = { client: null, grant_id: null, scopes: null, until: now() + milliseconds, sealed };
      await storeArtifact(database.tenant(tenant), tenant, { kind, hash }, row);
      return id;
    },

    async take(secret) {
      const tenant = tenantOfArtifactId(secret);
      if (tenant === undefined) return undefined;
      const hash = hashArtifactId(secret);
      const row = await takeArtifact(database.tenant(tenant), tenant, { kind, hash });
      if (row === undefined || row.until <= now()) return undefined;
      return JSON.parse((await keyring.vault(tenant)).open(context(hash), row.sealed).toString()) as unknown;
    },
  };
}
