import { existsSync } from "node:fs";
import { open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CodedError } from "./foundation/kernel/index.ts";

const noteIn = (dataDirectory: string) => join(dataDirectory, "restore.unfinished");

/** Notes that a restore into this directory has begun: rows are all there before the search index is.
 *  @returns what ends the note, and what takes it back where nothing was restored: one of an earlier restore stays */
export async function noteRestore(
  dataDirectory: string,
): Promise<{ finish(): Promise<void>; withdraw(): Promise<void> }> {
  const path = noteIn(dataDirectory);
  const wasThere = existsSync(path);
  await writeFile(path, "the search index isn't whole\n", { mode: 0o600, flush: true });
  // Its name must be there too when the power fails after the rows are.
  const folder = await open(dataDirectory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  const finish = () => rm(path, { force: true });
  return { finish, withdraw: async () => (wasThere ? undefined : finish()) };
}

/** A record whose index lacks something would be shown as if it were whole.
 *  @throws CodedError `serve/restore-unfinished` */
export function expectNoUnfinishedRestore(dataDirectory: string): void {
  if (!existsSync(noteIn(dataDirectory))) return;
  throw new CodedError(
    "serve/restore-unfinished",
    `the restore into ${dataDirectory} was broken off before its search index was whole: move postgres and ledger in it aside (or empty the database), and run "wardbook restore" again`,
  );
}
