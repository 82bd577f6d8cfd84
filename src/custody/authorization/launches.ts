import type { Clock, PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { parseResourceId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { hashArtifactId, newArtifactId, tenantOfArtifactId } from "./artifact-id.ts";
import { readArtifact, storeArtifact, takeArtifact } from "./artifact-table.ts";
import { artifactContext } from "./artifact-vault.ts";
import { AuthorizationError } from "./authorization-error.ts";
import type { Clients } from "./clients.ts";
import type { RecordAuthorization } from "./event.ts";

/** A chart that an app was opened on. */
export interface Launch {
  readonly client: string;
  readonly person: PersonId;
  readonly patient: ResourceId;
  readonly encounter?: ResourceId | undefined;
}

export interface Launches {
  /** A launch that works once, for five minutes, for this person. @throws AuthorizationError `oauth/not-launchable` */
  begin(actor: Actor, tenant: TenantId, launch: Launch): Promise<{ readonly launch: string; readonly address: string }>;
  find(launch: string): Promise<Launch | undefined>;
  /** The launch, to its first taker. */
  take(launch: string): Promise<Launch | undefined>;
}

export const launchSeconds = 5 * 60;
const kind = "Launch";

export function createLaunches(ports: {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly clients: Pick<Clients, "find">;
  readonly fhirBase: string;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
}): Launches {
  const { database, keyring, clients, fhirBase, now, recordEvent } = ports;
  const context = (hash: Buffer) => artifactContext({ kind, hash });

  async function open(launch: string, ask: typeof readArtifact): Promise<Launch | undefined> {
    const tenant = tenantOfArtifactId(launch);
    if (tenant === undefined) return undefined;
    const hash = hashArtifactId(launch);
    const row = await ask(database.tenant(tenant), tenant, { kind, hash });
    if (row === undefined || row.until <= now()) return undefined;
    const said = JSON.parse((await keyring.vault(tenant)).open(context(hash), row.sealed).toString()) as Launch;
    return {
      client: said.client,
      person: said.person,
      patient: parseResourceId(said.patient),
      encounter: said.encounter === undefined ? undefined : parseResourceId(said.encounter),
    };
  }

  return {
    async begin(actor, tenant, launch) {
      const client = await clients.find(launch.client);
      if (client === undefined || client.tenant !== tenant || client.launchUrl === undefined)
        throw new AuthorizationError("oauth/not-launchable", "this app can't be opened from a chart", {
          path: "client",
        });
      const id = newArtifactId(tenant);
      const hash = hashArtifactId(id);
      const sealed = (await keyring.vault(tenant)).seal(context(hash), Buffer.from(JSON.stringify(launch)));
      const row = { client: launch.client, grant_id: null, scopes: null, until: now() + launchSeconds * 1000, sealed };
      await database.transaction(tenant, async (tx) => {
        await storeArtifact(tx, tenant, { kind, hash }, row);
        await recordEvent(tx, tenant, {
          act: "app-launched",
          at: now(),
          actor,
          subject: { kind: "client", id: client.id, name: client.name },
          detail: `on Patient/${launch.patient}`,
        });
      });
      const address = new URL(client.launchUrl);
      address.searchParams.set("iss", fhirBase);
      address.searchParams.set("launch", id);
      return { launch: id, address: address.href };
    },
    find: (launch) => open(launch, readArtifact),
    take: (launch) => open(launch, takeArtifact),
  };
}
