import { mkdir } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { CodedError, type Secret } from "./foundation/kernel/index.ts";
import {
  type BackupSetting,
  type MailSettings,
  type MirrorSetting,
  type Proxies,
  type RootKeySetting,
  type StripeSetting,
  type TlsSetting,
  defaultPublicOrigin,
} from "./foundation/platform/config/index.ts";
import { readOrMakeSecret } from "./foundation/platform/secret-file/index.ts";
import { keepReception } from "./wire-public.ts";
import { keepReminding } from "./wire-reminders.ts";
import { openArchiveStores } from "./open-archive-stores.ts";
import { backUpBySchedule } from "./back-up-by-schedule.ts";
import { clearBySchedule } from "./clear-by-schedule.ts";
import { fillQueuesBySchedule } from "./fill-queues-by-schedule.ts";
import { drillBySchedule } from "./drill-by-schedule.ts";
import { removeLeftDrills } from "./drill-restore.ts";
import { openTls } from "./open-tls.ts";
import { randomToken } from "./foundation/crypto/index.ts";
import { type BundledPostgres, startBundledPostgres } from "./foundation/platform/bundled-postgres/index.ts";
import type { ConnectionSettings } from "./foundation/platform/database/index.ts";
import { compose } from "./compose.ts";
import type { House } from "./house.ts";
import type { Instead } from "./instead.ts";
import { nothingOpened } from "./opened.ts";
import { routesOf } from "./routes.ts";
import { sweepBySchedule } from "./wire-payments.ts";
import { expectNoUnfinishedRestore } from "./unfinished-restore.ts";
import { type EdgePorts, createEdge, requestBudgets } from "./surface/http/edge/index.ts";
import { type App, type Route, createApp, openAuditEvents } from "./surface/http/index.ts";
import { createAuthenticate } from "./surface/http/identity/index.ts";
import { createSetUp } from "./surface/set-up/index.ts";

export interface ServeOptions {
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  /** What browsers use; made from host and port without it. */
  readonly publicOrigin?: string;
  /** Off without it. */
  readonly tls?: TlsSetting;
  /** Declared reverse proxies. */
  readonly proxies?: Proxies;
  /** Tests break limits sooner. */
  readonly limits?: Pick<EdgePorts, "budgets" | "connections">;
  /** An external PostgreSQL; without it the bundled one is started. */
  readonly database: ConnectionSettings | undefined;
  readonly passphrase: Secret<string> | undefined;
  /** Where the root key lives, and what opens it there; a file in the data directory without them. */
  readonly rootKey?: RootKeySetting;
  readonly rootKeySecret?: Secret<string> | undefined;
  readonly rootKeyShares?: readonly Secret<string>[];
  readonly onWaitingForShares?: (message: string) => void;
  /** Path of a policy that says whose cosignatures the ledger's checkpoints need. */
  readonly witnesses?: string | undefined;
  /** Where a copy of the public ledger is kept; nowhere without it. */
  readonly ledgerMirror?: MirrorSetting | undefined;
  /** Where backups go, and how often; none is taken without it. */
  readonly backup?: BackupSetting | undefined;
  /** Without it no mail is sent. */
  readonly mail?: MailSettings | undefined;
  /** Without it nobody is paid online. */
  readonly stripe?: StripeSetting | undefined;
  readonly log: FastifyBaseLogger;
  /** Where the built web app lies; the checkout's own build without it. */
  readonly webDirectory?: string;
  readonly instead?: Instead;
}

export interface Serving {
  readonly house: House;
  /** What browsers use, such as "http://localhost:8080". */
  readonly origin: string;
  readonly routes: readonly Route[];
  /** Path and fragment of the one-time set-up link, while nothing is set up. */
  readonly setUpLink: string | undefined;
  readonly makeDemonstration: () => Promise<void>;
  /** Settles when the bundled database ends by itself. */
  readonly databaseEnded: Promise<unknown>;
  stop(): Promise<void>;
}

const version = (JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as { version: string })
  .version;
const builtWeb = join(import.meta.dirname, "../dist/web");
const never = new Promise<never>(() => undefined);

/** Starts everything: database, keys, ledger, web. @throws CodedError with what to do next */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { dataDirectory, host, port, log } = options;
  const now = Date.now;
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  expectNoUnfinishedRestore(dataDirectory);
  await removeLeftDrills(dataDirectory);
  const bundled: BundledPostgres | undefined =
    options.database === undefined
      ? await startBundledPostgres({ dataDirectory: join(dataDirectory, "postgres"), log })
      : undefined;
  const owner = options.database ?? bundled?.owner;
  if (owner === undefined) throw new CodedError("serve/no-database", "there is no database to connect to");
  const opened = nothingOpened();
  opened.add(() => bundled?.stop());
  const stop = async () => {
    for (const err of await opened.close()) log.error({ err }, "stopping went wrong");
  };
  try {
    const tlsSetting = options.tls ?? { kind: "off" };
    const secure = tlsSetting.kind !== "off";
    const publicOrigin = options.publicOrigin ?? defaultPublicOrigin({ host, port, secure });
    if (publicOrigin === undefined) throw new CodedError("serve/no-public-origin", "say what browsers use");
    const house = await compose({
      dataDirectory,
      owner,
      passphrase: options.passphrase,
      keepDaybook: bundled !== undefined,
      mail: options.mail,
      stripe: options.stripe,
      witnesses: options.witnesses,
      ledgerMirror: options.ledgerMirror,
      now,
      publicOrigin,
      log: {
        info: (message) => log.info(message),
        warn: (message) => log.warn(message),
        error: (err, message) => log.error({ err }, message),
      },
      ...(options.rootKey === undefined ? {} : { rootKey: options.rootKey }),
      ...(options.rootKeyShares === undefined ? {} : { rootKeyShares: options.rootKeyShares }),
      ...(options.onWaitingForShares === undefined ? {} : { onWaitingForShares: options.onWaitingForShares }),
      rootKeySecret: options.rootKeySecret,
      ...(options.instead === undefined ? {} : { instead: options.instead }),
    });
    opened.add(house.close);
    const setUp = await createSetUp({
      ...house,
      now,
      onFailure: (err) => log.error({ err }, "making the demonstration organisation failed"),
    });
    const tls = await openTls(tlsSetting, { dataDirectory, host, publicOrigin, now, log });
    const edge = createEdge({
      publicOrigin,
      proxies: options.proxies ?? [],
      isEncrypted: secure,
      installation: house.db.installation,
      secret: await readOrMakeSecret(join(dataDirectory, "rate-limits.secret"), () => randomToken()),
      now,
      budgetsOf: (tenant) => house.identity.settings.get(tenant, requestBudgets),
      ...options.limits,
    });
    const authenticate = edge.counting(
      createAuthenticate({
        sessions: house.identity.sessions,
        tokens: house.authorization.tokens,
        tokenRefused: house.authorization.tokenRefused,
        policy: house.policy,
      }),
    );
    const app = await createApp({
      chart: house.chart,
      auditEvents: openAuditEvents({
        chart: house.chart,
        ledger: house.ledger,
        reader: house.ledgerReader,
        keyring: house.keyring,
        now,
      }),
      authenticate,
      edge,
      appOrigins: house.authorization.appOrigins,
      tls: tls?.inUse,
      keepsToTls: publicOrigin.startsWith("https:") && tlsSetting.kind !== "self-signed",
      publicOrigin,
      webDirectory: options.webDirectory ?? builtWeb,
      version,
      startedAt: new Date(now()).toISOString(),
      log,
      routes: routesOf({ house, authenticate, usage: edge.usage, setUp, dataDirectory, publicOrigin, now, log }),
    });
    opened.add(() => closeApp(app));
    const stopFollowing = tls?.follow(app.server.server);
    opened.add(() => stopFollowing?.());
    await listen(app, host, port);
    const tenants = async () => (await house.identity.organisations.all()).map(({ tenant }) => tenant);
    house.ledger.start(tenants);
    house.publisher.start(tenants);
    house.mirror?.start(tenants);
    house.checkpointMail.start(tenants);
    house.governance.start(tenants);
    house.keepKeys();
    house.keepPruned(tenants);
    opened.add(house.clinic.keepPlaces(tenants));
    const onSweepFailure = (err: unknown) => log.error({ err }, "a task of the reception failed; it is tried again");
    opened.add(keepReception(house.reception, tenants, onSweepFailure));
    opened.add(keepReminding(house.reminders, tenants, onSweepFailure));
    opened.add(
      sweepBySchedule(house.payments, (err) =>
        log.error({ err }, "looking at payments online failed; it is tried again"),
      ),
    );
    const queues = fillQueuesBySchedule(house, {
      tenants,
      onFailure: (err) => log.error({ err }, "looking for records that fell due failed; it is tried again"),
    });
    opened.add(queues.stop);
    const clearing = clearBySchedule(house.residue, {
      onFailure: (err) => log.error({ err }, "taking what was erased off the disk failed; it is tried again"),
    });
    opened.add(clearing.stop);
    if (options.backup !== undefined) {
      const { everyMinutes, tailSeconds } = options.backup;
      const stores = openArchiveStores(options.backup, now);
      opened.add(stores.data.close);
      const backups = house.backups(stores);
      const onFailure = (err: unknown) => log.error({ err }, "BACKUP ALARM: no backup was taken; it is tried again");
      const drill = options.backup.drills
        ? () => drillBySchedule(house, { dataDirectory, publicOrigin, ...stores, now, random: Math.random, log })
        : undefined;
      const schedule = backUpBySchedule(backups, { everyMinutes, tailSeconds, now, log, onFailure, drill });
      opened.add(schedule.stop);
    }
    // The first request of an organisation would wait for its policy to be read. A failure shows there.
    void (async () => {
      for (const tenant of await tenants()) await house.policy.settingsOf(tenant);
    })().catch(() => undefined);
    return {
      house,
      origin: publicOrigin,
      routes: app.routes,
      setUpLink: setUp.link,
      makeDemonstration: setUp.makeDemonstration,
      databaseEnded: bundled?.exited ?? never,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const patienceMilliseconds = 5_000;

/** Lets requests under way end, but not for ever: one that never arrives whole would hold the shutdown. */
async function closeApp(app: App): Promise<void> {
  const impatience = setTimeout(() => app.server.server.closeAllConnections(), patienceMilliseconds);
  await app.server.close().finally(() => clearTimeout(impatience));
}

async function listen(app: App, host: string, port: number): Promise<void> {
  try {
    await app.server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE")
      throw new CodedError(
        "serve/port-taken",
        `something else listens on ${host}:${port}: choose another with WARDBOOK_PORT`,
        { cause: error },
      );
    if (code === "EACCES")
      throw new CodedError(
        "serve/port-forbidden",
        `this user may not listen on port ${port}: choose one above 1023 with WARDBOOK_PORT`,
        { cause: error },
      );
    throw error;
  }
}
