import type { TenantKeys } from "../keyring/index.ts";
import { actLeaf } from "./pruning-act.ts";
import { logSigner, logVerifiers } from "./log-identity.ts";
import { type Pruning } from "./pruning-table.ts";
import { NoteError, openNote, signNote } from "./verify/index.ts";

const header = "wardbook/pruned@v1";

/** Tells everybody what a ledger doesn't keep any more, and where in it that was declared. Its first line is no origin: nobody can take it
 *  for a checkpoint. */
export function prunedNote(
  keys: Pick<TenantKeys, "tenant" | "signing" | "signers">,
  { act, text, index, batch }: Pick<Pruning, "act" | "text" | "index" | "batch">,
): string {
  const signer = logSigner(keys);
  const leaf = actLeaf(keys.tenant, batch, text).toString("base64");
  const lines = [header, signer.verifier.name, act.minIndex, act.root.toString("base64"), index, leaf];
  return signNote(`${lines.join("\n")}\n`, signer);
}

/** The minimum index that a note names, and where that is declared; undefined when this ledger didn't sign it. */
export function shownAct(
  note: string,
  keys: Pick<TenantKeys, "signers">,
): (Pick<Pruning, "index"> & { readonly minIndex: number }) | undefined {
  const log = logVerifiers(keys);
  try {
    const [first, origin, minIndex = "", , index = ""] = openNote(note, log).text.split("\n");
    const isWhole = [minIndex, index].every((number) => /^[1-9]\d{0,15}$/.test(number));
    return first === header && origin === log[0]?.name && isWhole
      ? { minIndex: Number(minIndex), index: Number(index) }
      : undefined;
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}
