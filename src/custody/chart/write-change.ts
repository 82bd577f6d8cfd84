import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { type Change, type Changing, alongsideOf, entriesOf, placedBy, writtenBy } from "./change.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { expectUnrestricted } from "./restricted.ts";
import { asWritten } from "./sight.ts";
import type { Writer } from "./writing.ts";

/** What is written with a change, in its transaction. */
export interface Alongside {
  readonly signatures?: readonly Change[] | undefined;
  readonly work?: ((tx: Transaction) => Promise<void>) | undefined;
}

/** Asked once more before it is written: it may have been restricted while the change was being prepared. @throws ChartError `chart/restricted` */
export async function expectStillUnrestricted(
  ports: ChartPorts,
  { tenant }: Caller,
  changes: Iterable<Pick<Change, "stored">>,
): Promise<void> {
  for (const { stored } of changes) if (stored.version > 1) await expectUnrestricted(ports, tenant, stored);
}

export async function writeOne(
  write: Writer,
  { ports, caller }: Changing,
  change: Change,
  { signatures = [], work }: Alongside = {},
): Promise<Witnessing<OpenVersion>> {
  const changes = [change, ...signatures];
  await expectStillUnrestricted(ports, caller, [change]);
  const entryIds = await write(caller.tenant, {
    versions: changes.map(({ sealed }) => sealed),
    witnessed: entriesOf(ports, caller, changes),
    written: changes.map(writtenBy),
    placed: placedBy(caller, change),
    alongside: alongsideOf([...changes, { alongside: work }]),
  });
  return { value: asWritten(change.permitted, change.stored), entryIds };
}
