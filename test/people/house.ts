import { afterAll } from "vitest";
import pg from "pg";
import { type Chart, type ChartPorts, openChart } from "../../src/custody/chart/index.ts";
import { type Keyring, type RootKeyFile, openKeyring, openRootKeyFile } from "../../src/custody/keyring/index.ts";
import {
  type CheckpointAnchor,
  type Ledger,
  LedgerError,
  type LedgerReader,
  checkpointFiles,
  openLedger,
  openLedgerReader,
} from "../../src/custody/ledger/index.ts";
import { type Records, openRecords } from "../../src/custody/records/index.ts";
import { claimsToBeOurs } from "../../src/custody/signatures/index.ts";
import { type Clock, type Positions, type TenantId, risingPositions } from "../../src/foundation/kernel/index.ts";
import { type Database, openDatabase } from "../../src/foundation/platform/database/index.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

/** Custody as one server process has it. */
export interface Process {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly records: Records;
  readonly ledger: Ledger;
  readonly reader: LedgerReader;
  readonly chart: Chart;
  readonly positions: Positions;
  /** As `chart`, with some of what it stands on replaced. */
  chartWith(instead: Partial<ChartPorts>): Chart;
  /** Stops it, and leaves the database. Called for what is still open when the file ends. */
  close(): Promise<void>;
}

/** Custody on a database of its own, with a clock to turn. */
export interface House extends Process {
  readonly fresh: FreshDatabase;
  readonly rootKey: RootKeyFile;
  readonly anchor: CheckpointAnchor;
  readonly now: Clock;
  wait(milliseconds: number): void;
  /** Batches that the sequencer refused as forged, oldest first. */
  readonly forgeries: readonly { readonly tenant: TenantId; readonly batch: number }[];
  /** A second server process on the same database, which remembers nothing of the first. */
  anotherProcess(): Process;
  /** A statement of a superuser: what someone does who has the database and nothing else. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

const brokenLedger = new Set(["ledger/not-as-signed", "ledger/heads-altered"]);
const firstMoment = Date.UTC(2026, 2, 7, 9, 0, 0);

/** Call it once per test file, at the top: it ends with the file. */
export async function aHouse(): Promise<House> {
  const fresh = await freshDatabase();
  const superuser = new pg.Client({ ...fresh.owner, password: fresh.owner.password.expose() });
  superuser.on("error", () => undefined);
  await superuser.connect();
  let time = firstMoment;
  const now = () => time;
  const rootKey = await openRootKeyFile(`${fresh.dataDirectory}/keyring`, undefined, async () => true);
  const anchor = checkpointFiles(`${fresh.dataDirectory}/ledger`);
  const forgeries: { tenant: TenantId; batch: number }[] = [];
  const failures: unknown[] = [];
  const open: Process[] = [];

  function anotherProcess(): Process {
    const positions = risingPositions(now);
    const db = openDatabase(fresh.application);
    const keyring = openKeyring({ root: rootKey.root, db, nextNumber: positions });
    const records = openRecords({ db, keyring, now });
    const ledger = openLedger({
      db,
      keyring,
      now,
      positions,
      anchor,
      onForgery: (tenant, batch) => forgeries.push({ tenant, batch }),
      onFailure: (error) => failures.push(error),
    });
    const ports: ChartPorts = { db, keyring, records, ledger, now, positions, claimsToBeOurs };
    let closed: Promise<void> | undefined;
    const process: Process = {
      db,
      keyring,
      records,
      ledger,
      reader: openLedgerReader({ db, keyring }),
      chart: openChart(ports),
      positions,
      chartWith: (instead) => openChart({ ...ports, ...instead }),
      close: () => (closed ??= ledger.close().then(() => db.close())),
    };
    open.push(process);
    return process;
  }

  const first = anotherProcess();
  afterAll(async () => {
    for (const process of open) await process.close();
    await superuser.end();
    await fresh.drop();
    // A ledger that a test broke is refused by its sequencer, now or at a timer.
    const unexpected = failures.filter((error) => !(error instanceof LedgerError && brokenLedger.has(error.code)));
    if (unexpected.length > 0) throw new AggregateError(unexpected, "sequencing failed behind a test's back");
  });
  return {
    ...first,
    fresh,
    rootKey,
    anchor,
    now,
    wait: (milliseconds) => {
      time += milliseconds;
    },
    forgeries,
    anotherProcess,
    sql: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await superuser.query<Row>(text, [...values])).rows,
  };
}

let organisations = 0;

/** A new organisation: what one test does there, no other test sees. */
export async function anOrganisation({ keyring }: Pick<House, "keyring">): Promise<TenantId> {
  organisations += 1;
  return keyring.createTenant({
    name: `Clinic ${organisations}`,
    shortName: `clinic-${organisations}`,
    demonstration: false,
  });
}
