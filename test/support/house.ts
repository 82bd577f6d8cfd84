import type { Caller } from "../../src/custody/access/index.ts";
import type { TenantId } from "../../src/foundation/kernel/index.ts";
import { type ServeOptions, type Serving, serve } from "../../src/serve.ts";
import { freshDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { quickPasswords } from "./quick-passwords.ts";
import { toldLog } from "./told-log.ts";

/** A served installation of a test's own, with the lines that it logged. */
export interface TestHouse extends Serving {
  readonly tenant: TenantId;
  readonly log: readonly string[];
  readonly dataDirectory: string;
  /** A bearer token with these scopes, for this or another organisation. */
  token(scope?: string, tenant?: TenantId): Promise<string>;
  /** Adds a second organisation. */
  anotherOrganisation(name: string): Promise<TenantId>;
  end(): Promise<void>;
}

const operator = { kind: "system", id: "test", name: "test" } as const;

/** A caller that may import, as the command line is. */
export function anImporter(tenant: TenantId): Caller {
  return {
    kind: "client",
    id: "test",
    name: "test",
    tenant,
    scopes: [],
    permissions: new Set(["import"]),
    from: "127.0.0.1",
    requestId: "test",
  };
}

/** Serves on a fresh database of the run's PostgreSQL. */
export async function aHouse(options: Partial<ServeOptions> = {}): Promise<TestHouse> {
  const database = await freshDatabase();
  const log: string[] = [];
  const serving = await serve({
    dataDirectory: database.dataDirectory,
    host: "127.0.0.1",
    port: await freePort(),
    database: database.owner,
    passphrase: undefined,
    instead: { passwordCost: quickPasswords },
    log: toldLog((line) => log.push(line)),
    ...options,
  });
  const { keyring, identity, authorization } = serving.house;
  const anotherOrganisation = async (name: string) => {
    const tenant = await keyring.createTenant({
      name,
      shortName: name.toLowerCase().replace(/\W+/g, "-"),
      demonstration: false,
    });
    identity.organisations.forgetRemembered();
    return tenant;
  };
  const tenant = await anotherOrganisation("Test Clinic");
  return {
    ...serving,
    tenant,
    log,
    dataDirectory: database.dataDirectory,
    anotherOrganisation,
    async token(scope = "system/*.cruds", of = tenant) {
      const { client, secret } = await authorization.clients.add(operator, of, { name: "test client", scope });
      const answer = await fetch(`${serving.origin}/oauth/token`, {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${client.id}:${secret?.expose()}`).toString("base64")}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: `grant_type=client_credentials&scope=${encodeURIComponent(scope)}`,
      });
      if (!answer.ok) throw new Error(`no token: ${await answer.text()}`);
      const { access_token } = (await answer.json()) as { access_token: string };
      return access_token;
    },
    async end() {
      await serving.stop();
      await database.drop();
    },
  };
}
