import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { currentTransaction, settledSince } from "./rotation-table.ts";

const usualSettling = 1_500;
const pollMilliseconds = 50;

/** Waits until every process knows the keys as they are, and what was begun before that has ended. */
export async function settle({
  admin,
  keyring,
  sleep,
  settleMilliseconds = usualSettling,
}: KeyAdministrationPorts): Promise<void> {
  await keyring.refresh();
  await sleep(settleMilliseconds);
  const mark = await currentTransaction(admin.installation);
  while (!(await settledSince(admin.installation, mark))) await sleep(pollMilliseconds);
}
