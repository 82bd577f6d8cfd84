import { readFile } from "node:fs/promises";
import { type WitnessPolicy, noWitnesses, parseWitnessPolicy } from "./custody/ledger/index.ts";
import { CodedError } from "./foundation/kernel/index.ts";

/** Whose cosignatures are needed, as a file says it; nobody's without one.
 *  @throws CodedError `serve/no-witness-policy`; NoteError `ledger/malformed-policy` */
export async function readWitnessPolicy(path: string | undefined): Promise<WitnessPolicy> {
  if (path === undefined) return noWitnesses;
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CodedError("serve/no-witness-policy", `the witness policy ${path} can't be read`, { cause });
  });
  return parseWitnessPolicy(text);
}
