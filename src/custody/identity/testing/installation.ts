import { afterAll } from "vitest";
import { quickPasswords } from "../../../../test/support/quick-passwords.ts";
import { freshDatabase } from "../../../../test/support/database.ts";
import { importAeadKey, open, randomBytes32, seal } from "../../../foundation/crypto/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import { type Database, type Queryable, openDatabase } from "../../../foundation/platform/database/index.ts";
import { type Keyring, openKeyring } from "../../keyring/index.ts";
import { type Identity, createIdentity } from "../index.ts";
import type { Organisation } from "../organisation/index.ts";
import type { IdentityEvent } from "../person/index.ts";
import type { Mailer } from "../recovery/index.ts";

/** An installation with a clock to turn, and the events that its ledger would have kept. */
export interface TestInstallation {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly identity: Identity;
  /** A second server process on the same database: it remembers nothing of the first. */
  anotherProcess(): Identity;
  readonly now: Clock;
  wait(milliseconds: number): void;
  /** Events written since the last call, in order. */
  takeEvents(): readonly (IdentityEvent & { readonly tenant: TenantId })[];
  /** Texts of the statements run since the last call, in order. */
  takeStatements(): readonly string[];
  /** Makes the ledger refuse: what it can't witness must not happen. */
  failEvents(failing: boolean): void;
  createOrganisation(name: string, options?: { readonly demonstration?: boolean }): Promise<Organisation>;
}

/** Call it once per test file, at the top: it ends with the file. */
export async function anInstallation({
  mailer,
  clock,
}: {
  readonly mailer?: Mailer;
  /** Instead of one to turn. */
  readonly clock?: Clock;
} = {}): Promise<TestInstallation> {
  const fresh = await freshDatabase();
  const { database, takeStatements } = observed(openDatabase(fresh.application));
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  let time = Date.UTC(2026, 2, 7, 9, 0, 0);
  let number = 1;
  let failing = false;
  let events: (IdentityEvent & { readonly tenant: TenantId })[] = [];
  const now = clock ?? (() => time);
  const rootKey = importAeadKey(randomBytes32());
  const root = {
    wrap: async (key: Buffer, context: string) => seal(rootKey, key, Buffer.from(context)),
    unwrap: async (wrapped: Buffer, context: string) => open(rootKey, wrapped, Buffer.from(context)),
  };
  const keyring = openKeyring({ root, db: database, nextNumber: () => number++ });
  const create = () =>
    createIdentity({
      database,
      keyring,
      publicOrigin: "https://wardbook.test",
      passwordCost: quickPasswords,
      now,
      ...(mailer === undefined ? {} : { mailer }),
      recordEvent: async (_tx, tenant, event) => {
        if (failing) throw new Error("the ledger is full");
        events.push({ ...event, tenant });
      },
    });
  const identity = create();

  return {
    database,
    keyring,
    identity,
    anotherProcess: create,
    now,
    wait: (milliseconds) => {
      time += milliseconds;
    },
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    takeStatements,
    failEvents: (value) => {
      failing = value;
    },
    async createOrganisation(name, { demonstration = false } = {}) {
      const shortName = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
      const tenant = await keyring.createTenant({ name, shortName, demonstration });
      identity.organisations.forgetRemembered();
      return { tenant, name, shortName, demonstration };
    },
  };
}

/** The database, with what is asked of it written down. */
function observed(database: Database): { readonly database: Database; takeStatements(): readonly string[] } {
  let statements: string[] = [];
  const observe = <Q extends Queryable>(queryable: Q): Q => ({
    ...queryable,
    query: <Row>(text: string, values?: readonly unknown[], name?: string) => {
      statements.push(text);
      return queryable.query<Row>(text, values, name);
    },
  });
  return {
    database: {
      ...database,
      tenant: (tenant) => observe(database.tenant(tenant)),
      transaction: (tenant, work) => {
        statements.push("begin");
        return database.transaction(tenant, (tx) => work(observe(tx)));
      },
    },
    takeStatements() {
      const taken = statements;
      statements = [];
      return taken;
    },
  };
}
