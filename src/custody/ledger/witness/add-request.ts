import { hashLength } from "../merkle/index.ts";
import { NoteError, decodeBase64Exactly, decodeDecimal } from "../verify/index.ts";

/** What a log asks of a witness. Source: C2SP tlog-witness, "add-checkpoint". */
export interface AddRequest {
  /** Size of the tree that the witness cosigned last, as the log believes. */
  readonly oldSize: number;
  /** That the new tree begins with that one, lowest hash first. */
  readonly proof: readonly Buffer[];
  /** The new checkpoint, signed. */
  readonly note: string;
}

const longestProof = 63;

export function formatAddRequest({ oldSize, proof, note }: AddRequest): string {
  return `${[`old ${oldSize}`, ...proof.map((hash) => hash.toString("base64"))].join("\n")}\n\n${note}`;
}

/** Reads it without believing it. @throws NoteError `ledger/malformed-note` */
export function parseAddRequest(body: string): AddRequest {
  const blank = body.indexOf("\n\n");
  const [first = "", ...lines] = body.slice(0, Math.max(blank, 0)).split("\n");
  const oldSize = first.startsWith("old ") ? decodeDecimal(first.slice("old ".length)) : undefined;
  const proof = lines.flatMap((line) => decodeBase64Exactly(line, hashLength) ?? []);
  if (oldSize === undefined || proof.length !== lines.length || proof.length > longestProof)
    throw new NoteError("ledger/malformed-note", "not a checkpoint to add");
  return { oldSize, proof, note: body.slice(blank + 2) };
}
