import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type MlDsaCosigner,
  type NoteSigner,
  type NoteVerifier,
  parseWitnessLogs,
  witnessSigners,
} from "../../custody/ledger/index.ts";
import { randomBytes32 } from "../../foundation/crypto/index.ts";
import { readOrMakeSecret } from "../../foundation/platform/secret-file/index.ts";

/** What a witness has of its own: a directory that no server can write to. */
export interface WitnessHome {
  readonly directory: string;
  readonly signers: readonly (NoteSigner | MlDsaCosigner)[];
  readonly logs: readonly NoteVerifier[];
}

/** Opens the directory, and makes it with a key at the first time.
 *  @param name how the witness signs: a schema-less URL, such as "witness.example/w1"
 *  @param logs path of a file with a log's verifier key on each line
 *  @throws NoteError `ledger/malformed-key`, `ledger/malformed-policy` */
export async function witnessHome(directory: string, name: string, logs: string): Promise<WitnessHome> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const seed = await readOrMakeSecret(join(directory, "witness.key"), () => randomBytes32().toString("hex"));
  return {
    directory,
    signers: witnessSigners(name, Buffer.from(seed.expose(), "hex")),
    logs: parseWitnessLogs(await readFile(logs, "utf8")),
  };
}
