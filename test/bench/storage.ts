import { type Base, type FhirConnection, connectTo } from "./load/base.ts";
import { oneOf, seededRandom } from "../support/random.ts";
import { anObservation, measurements } from "./load/synthetic.ts";
import { populate } from "./load/world.ts";
import type { ServerUnderLoad } from "./server/start-server.ts";

export interface Storage {
  /** MB of 2^20 bytes per 1,000 observations: of the whole database, and of the ledger's tables in it. */
  readonly megabytesPerThousand: { readonly whole: number; readonly ledger: number };
  /** How much each table grew, indexes included, largest first. */
  readonly byTable: readonly (readonly [string, number])[];
  /** Of one observation as it was sent. */
  readonly bytesOfJson: number;
}

const connections = 16;
const patients = 100;

/** Creates observations one by one, as a clinic's devices would, and compares the database before and after: no vacuum in
 *  between, write-ahead log not counted. */
export async function measureStorage(
  server: ServerUnderLoad,
  base: Base,
  {
    observations,
    seed,
    say,
  }: { readonly observations: number; readonly seed: number; readonly say: (line: string) => void },
): Promise<Storage> {
  say(`storage: creating ${observations} observations one by one`);
  const world = await populate(base, { seed: seed + 1, patients, observations: 0, connections, tag: "sz" });
  const random = seededRandom(seed + 2);
  const before = await server.stored();
  let left = observations;
  let bytes = 0;

  async function work(connection: FhirConnection): Promise<void> {
    while (left > 0) {
      left -= 1;
      const body = JSON.stringify(anObservation(random, oneOf(random, world.patients), oneOf(random, measurements)));
      bytes += Buffer.byteLength(body);
      const answer = await connection.send({ method: "POST", path: "/Observation", body });
      if (answer.status !== 201) throw new Error(`a create was answered ${answer.status}`);
    }
  }

  const opened = Array.from({ length: connections }, () => connectTo(base));
  try {
    await Promise.all(opened.map(work));
  } finally {
    for (const connection of opened) connection.close();
  }
  // The last entries get their place in the ledger within a second.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const after = await server.stored();
  const byTable = Object.entries(after.tables)
    .map(([name, size]) => [name, size - (before.tables[name] ?? 0)] as const)
    .filter(([, grown]) => grown > 0)
    .sort(([, a], [, b]) => b - a);
  const ledger = byTable.reduce((sum, [name, grown]) => sum + (name.startsWith("ledger") ? grown : 0), 0);
  const perThousand = (size: number) => size / 2 ** 20 / (observations / 1000);
  return {
    megabytesPerThousand: { whole: perThousand(after.database - before.database), ledger: perThousand(ledger) },
    byTable,
    bytesOfJson: bytes / observations,
  };
}
