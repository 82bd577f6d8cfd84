import { hashLength } from "../merkle/index.ts";
import { NoteError } from "./note-error.ts";
import { decodeBase64Exactly, decodeDecimal } from "./text-encoding.ts";

/** The state of the whole ledger in three lines. Source: C2SP tlog-checkpoint. */
export interface Checkpoint {
  /** Which ledger: a schema-less URL that is also its key's name. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly rootHash: Buffer;
}

/** The text to sign. @throws NoteError `ledger/malformed-checkpoint` */
export function formatCheckpoint({ origin, size, rootHash }: Checkpoint): string {
  const text = `${origin}\n${size}\n${rootHash.toString("base64")}\n`;
  parseCheckpoint(text);
  return text;
}

/**
 * Reads a note's text. Extension lines are refused: nothing here writes them, and nobody could audit what they say.
 * @throws NoteError `ledger/malformed-checkpoint`
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", sizeText = "", rootText = "", end, ...more] = text.split("\n");
  const size = decodeDecimal(sizeText);
  const rootHash = decodeBase64Exactly(rootText, hashLength);
  if (origin === "" || size === undefined || !rootHash || end !== "" || more.length > 0) {
    throw new NoteError("ledger/malformed-checkpoint", "a checkpoint is three lines: origin, size and root hash");
  }
  return { origin, size, rootHash };
}
