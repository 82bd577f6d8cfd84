import pg from "pg";
import type { MailSettings, StripeSetting } from "../../../src/foundation/platform/config/index.ts";
import { type Serving, serve } from "../../../src/serve.ts";
import { type FreshDatabase, type Original, freshDatabase } from "../../support/database.ts";
import { demonstrationOriginal } from "../../support/originals.ts";
import { freePort } from "../../support/free-port.ts";
import { quickPasswords } from "../../support/quick-passwords.ts";
import { toldLog } from "../../support/told-log.ts";

/** A served installation of a journey's own, which can be stopped and served again as an operator would. */
export interface Installation {
  readonly origin: string;
  /** The serving of this moment; another one after `restart`. */
  serving(): Serving;
  /** Stops the server and serves again: same database, same data directory, same port. */
  restart(): Promise<void>;
  /** Makes everybody's account so much older: some acts are for people who have been here for a while. */
  ageAccounts(hours: number): Promise<void>;
  /** Lets the waiting time of every recovery be over. */
  endWaits(): Promise<void>;
  end(): Promise<void>;
}

/** Where a build of the web app other than the checkout's lies, if one is to be driven. */
const builtWeb = process.env["WARDBOOK_JOURNEYS_WEB"];

export interface InstallationOptions {
  /** Without it no mail goes out. */
  readonly mail?: MailSettings;
  /** Without it nobody is paid online. */
  readonly stripe?: StripeSetting;
  /** A new one without it. */
  readonly copyOf?: Original;
}

/** An installation that nobody has set up yet. */
export async function anInstallation({ mail, stripe, copyOf }: InstallationOptions = {}): Promise<Installation> {
  const database = await freshDatabase(copyOf);
  const port = await freePort();
  let serving = await serveOn(database, port, { mail, stripe });
  async function asOwner(sql: string, values: readonly unknown[]): Promise<void> {
    const { owner } = database;
    const client = new pg.Client({ ...owner, password: owner.password.expose() });
    await client.connect();
    await client.query(sql, [...values]);
    await client.end();
  }
  return {
    origin: serving.origin,
    serving: () => serving,
    async restart() {
      await serving.stop();
      serving = await serveOn(database, port, { mail, stripe });
    },
    ageAccounts: (hours) => asOwner("update wardbook.person set added_at = added_at - $1", [hours * 3_600_000]),
    endWaits: () =>
      asOwner("update wardbook.recovery set ready_at = $1 where ready_at is not null", [Date.now() - 1000]),
    async end() {
      await serving.stop();
      await database.drop();
    },
  };
}

/** An installation with the demonstration organisation. */
export async function aDemonstration(): Promise<Installation> {
  return anInstallation({ copyOf: await demonstrationOriginal() });
}

function serveOn(
  database: FreshDatabase,
  port: number,
  { mail, stripe }: { readonly mail: MailSettings | undefined; readonly stripe: StripeSetting | undefined },
): Promise<Serving> {
  return serve({
    dataDirectory: database.dataDirectory,
    host: "127.0.0.1",
    port,
    database: database.owner,
    passphrase: undefined,
    instead: { passwordCost: quickPasswords },
    mail,
    stripe,
    log: toldLog(),
    ...(builtWeb === undefined ? {} : { webDirectory: builtWeb }),
  });
}
