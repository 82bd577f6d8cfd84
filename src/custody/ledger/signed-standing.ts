import { LedgerError } from "./ledger-error.ts";
import { type Frontier, type HashReader, frontierRoot, readRoot } from "./merkle/index.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";
import type { NoteVerifier } from "./verify/index.ts";

interface Standing {
  readonly hashes: HashReader;
  readonly frontier: Frontier;
  /** The newest checkpoint in the database. */
  readonly newest: string | undefined;
  /** The one kept outside. Other processes may have gone on since. */
  readonly outside: string | undefined;
  readonly log: readonly NoteVerifier[];
}

/** A ledger that was shortened or changed is never signed over: the signatures there are what shows it.
 *  @throws LedgerError `ledger/not-as-signed` */
export async function expectAsSigned({ hashes, frontier, newest, outside, log }: Standing): Promise<void> {
  const signed = newest === undefined ? undefined : trustedCheckpoint(newest, log);
  const asNewest =
    newest === undefined
      ? frontier.size === 0
      : signed?.size === frontier.size && signed.rootHash.equals(frontierRoot(frontier));
  const held = outside === undefined ? undefined : trustedCheckpoint(outside, log);
  const asOutside =
    outside === undefined ||
    (held !== undefined && held.size <= frontier.size && held.rootHash.equals(await readRoot(hashes, held.size)));
  if (asNewest && asOutside) return;
  throw new LedgerError(
    "ledger/not-as-signed",
    "the ledger in the database is not the one that was signed last: nothing more is signed; check the ledger",
  );
}
