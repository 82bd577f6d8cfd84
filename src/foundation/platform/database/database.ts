import pg from "pg";
import type { Secret, TenantId } from "../../kernel/index.ts";
import { copyOut } from "./copy-out.ts";
import { databaseError, isConnectionLoss, outcomeUnknown } from "./database-error.ts";
import { type Listening, listen } from "./listen.ts";

/** How to reach a database as one role. */
export interface ConnectionSettings {
  /** Host name, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret<string>;
  readonly database: string;
  /** TLS to the server: verified against the system's certificates. Absent for a Unix socket. */
  readonly tls?: boolean;
}

export interface Queryable {
  /** Rows of one statement. `name` makes it a prepared statement: one name, one text, for ever.
   *  Buffers travel as binary parameters, whatever the parameter's type.
   *  @throws DatabaseError */
  query<Row>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
}

/** A connection of one's own. */
export interface PinnedConnection extends Queryable {
  /** All rows of a "copy … to stdout", one statement at a time. The memory of a piece is used again once the next is
   *  asked for. @throws DatabaseError */
  copyOut(text: string): AsyncGenerator<Buffer>;
  release(): void;
}

declare const inTransaction: unique symbol;
/** A connection inside a transaction. A pool doesn't fit where atomicity is needed. */
export interface Transaction extends Queryable {
  readonly [inTransaction]: true;
}

export interface Database {
  /** Statements of their own, each a transaction, with row-level security bound to the organisation, and to the facilities where
   *  some are given (UUIDs; none of them shows nothing about patients). */
  tenant(tenant: TenantId, facilities?: readonly string[]): Queryable;
  /** All or nothing, bound to the organisation. */
  transaction<T>(tenant: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** A connection of one's own, bound to no organisation, for what lives as long as a session does (advisory locks). */
  pin(): Promise<PinnedConnection>;
  /** Statements bound to no organisation: row-level security then shows no organisation's rows. */
  readonly installation: Queryable;
  /** Statements over a connection of its own, one at a time, bound to an organisation or none: for what every request may wait for,
   *  and must be answered while requests hold all the other connections. */
  aside(tenant?: TenantId): Queryable;
  /** Hears what transactions tell on a channel as they commit, in every process. See `listen`. */
  listen(channel: string, heard: (told: string | undefined) => void, onFailure: (error: unknown) => void): Listening;
  close(): Promise<void>;
}

// Positions are microseconds since 1970 (about 2^51): they fit a JS number exactly.
const int8 = 20;
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === int8 && format !== "binary") return Number;
    return format === "binary" ? pg.types.getTypeParser(oid, "binary") : pg.types.getTypeParser(oid, "text");
  },
};

/** How long the server lets a statement run, and a transaction wait for its next one: whatever goes wrong, a connection comes back. */
export interface StatementLimits {
  readonly statementMilliseconds: number;
  readonly idleInTransactionMilliseconds: number;
}

const usualLimits: StatementLimits = { statementMilliseconds: 60_000, idleInTransactionMilliseconds: 120_000 };

function reached(settings: ConnectionSettings) {
  return {
    host: settings.host,
    port: settings.port,
    user: settings.user,
    password: () => settings.password.expose(),
    database: settings.database,
    ssl: settings.tls === true ? { rejectUnauthorized: true } : false,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: "wardbook",
  } as const;
}

/** @param limits none for the owner's connections, which migrate */
export function poolOf(settings: ConnectionSettings, connections: number, limits?: StatementLimits): pg.Pool {
  const pool = new pg.Pool({
    ...(limits === undefined
      ? {}
      : {
          statement_timeout: limits.statementMilliseconds,
          idle_in_transaction_session_timeout: limits.idleInTransactionMilliseconds,
        }),
    ...reached(settings),
    max: connections,
    idleTimeoutMillis: 0,
    types: types as pg.CustomTypesConfig,
  });
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  // The same for one that dies in use: the statement under way fails, and that is how it is told.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** What row-level security is bound to. Each is made once, so that a connection tells by identity whether it is bound right. */
interface Binding {
  readonly tenant: string;
  readonly facilities: string;
}
const unbound: Binding = { tenant: "", facilities: "" };
const bindText = "select set_config('wardbook.tenant', $1, false), set_config('wardbook.facilities', $2, false)";

const mostPinned = 8;

/** Connects lazily: the first statement opens the first connection. */
export function openDatabase(settings: ConnectionSettings, connections = 12, limits = usualLimits): Database {
  const pool = poolOf(settings, connections, limits);
  const poolAside = poolOf(settings, 1, limits);
  // Held for long: whoever holds one of these needs others to work with.
  const poolPinned = poolOf(settings, mostPinned, limits);
  const boundTo = new WeakMap<pg.PoolClient, Binding>();

  async function connect(binding: Binding, from = pool): Promise<pg.PoolClient> {
    const client = await from.connect();
    if ((boundTo.get(client) ?? unbound) !== binding) {
      try {
        const { tenant, facilities } = binding;
        await client.query({ name: "bind-tenant", text: bindText, values: [tenant, facilities] });
        boundTo.set(client, binding);
      } catch (error) {
        client.release(true);
        throw error;
      }
    }
    return client;
  }

  async function run<Row>(
    client: pg.PoolClient,
    text: string,
    values: readonly unknown[],
    name: string | undefined,
  ): Promise<Row[]> {
    const query =
      name === undefined ? { text, values: values as unknown[] } : { name, text, values: values as unknown[] };
    const result = await client.query(query);
    return result.rows as Row[];
  }

  function autocommit(binding: Binding, from = pool): Queryable {
    return {
      async query<Row>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
        let client: pg.PoolClient | undefined;
        try {
          client = await connect(binding, from);
          return await run<Row>(client, text, values, name);
        } catch (error) {
          throw databaseError(error);
        } finally {
          client?.release();
        }
      },
    };
  }

  const bindings = new Map<TenantId, Binding & { readonly queryable: Queryable }>();
  const bindingOf = (tenant: TenantId) => {
    const known = bindings.get(tenant);
    if (known !== undefined) return known;
    const binding = { tenant: String(tenant), facilities: "" };
    const made = Object.assign(binding, { queryable: autocommit(binding) });
    bindings.set(tenant, made);
    return made;
  };

  return {
    tenant: (tenant, facilities) =>
      facilities === undefined
        ? bindingOf(tenant).queryable
        : autocommit({ tenant: String(tenant), facilities: `{${facilities.join(",")}}` }),
    installation: autocommit(unbound),
    aside: (tenant) => autocommit(tenant === undefined ? unbound : bindingOf(tenant), poolAside),
    listen: (channel, heard, onFailure) => listen(() => new pg.Client(reached(settings)), channel, heard, onFailure),
    async pin() {
      const client = await connect(unbound, poolPinned).catch((error: unknown) => {
        throw databaseError(error);
      });
      return {
        query: <Row>(text: string, values: readonly unknown[] = [], name?: string) =>
          run<Row>(client, text, values, name).catch((error: unknown) => {
            throw databaseError(error);
          }),
        async *copyOut(text: string) {
          try {
            yield* copyOut(client, text);
          } catch (error) {
            throw databaseError(error);
          }
        },
        // Closed, not given back: its session's locks must end with it.
        release: () => client.release(true),
      };
    },
    async transaction<T>(tenant: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T> {
      let client: pg.PoolClient;
      try {
        client = await connect(bindingOf(tenant));
      } catch (error) {
        throw databaseError(error);
      }
      const tx = {
        async query<Row>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
          try {
            return await run<Row>(client, text, values, name);
          } catch (error) {
            throw databaseError(error);
          }
        },
      } as Transaction;
      let broken = false;
      try {
        await client.query("begin");
        const result = await work(tx);
        await client.query("commit").catch((error: unknown) => {
          throw error instanceof pg.DatabaseError ? error : outcomeUnknown(error);
        });
        return result;
      } catch (error) {
        await client.query("rollback").catch(() => {
          broken = true;
        });
        throw error instanceof pg.DatabaseError || isConnectionLoss(error) ? databaseError(error) : error;
      } finally {
        client.release(broken);
      }
    },
    async close() {
      await Promise.all([pool.end(), poolAside.end(), poolPinned.end()]);
    },
  };
}
