import { hashLength, verifyInclusion } from "../merkle/index.ts";
import { NoteError } from "./note-error.ts";
import type { TrustedCheckpoint, TrustPolicy } from "./open-checkpoint.ts";
import { openCheckpoint } from "./open-checkpoint.ts";
import { decodeBase64, decodeBase64Exactly, decodeDecimal } from "./text-encoding.ts";

/** All that is needed to check one entry offline, but for the entry and the keys. Source: C2SP tlog-proof. */
export interface ProofBundle {
  /** The entry's position, from 0. */
  readonly index: number;
  /** Inclusion proof, lowest hash first. */
  readonly proof: readonly Buffer[];
  /** The signed checkpoint, as it was published. */
  readonly checkpoint: string;
  /** Anything else; not authenticated. */
  readonly extra?: Buffer | undefined;
}

const header = "c2sp.org/tlog-proof@v1";
// The longest path of a tree whose size is a safe integer.
const longestProof = 53;

/** The text of a `.tlog-proof` file. */
export function formatProofBundle({ index, proof, checkpoint, extra }: ProofBundle): string {
  const lines = [header, ...(extra ? [`extra ${extra.toString("base64")}`] : []), `index ${index}`];
  return `${[...lines, ...proof.map((hash) => hash.toString("base64"))].join("\n")}\n\n${checkpoint}`;
}

/** Reads the text without believing it. @throws NoteError `ledger/malformed-proof-bundle` */
export function parseProofBundle(text: string): ProofBundle {
  const blank = text.indexOf("\n\n");
  const [first, ...lines] = text.slice(0, Math.max(blank, 0)).split("\n");
  if (first !== header) throw malformed("not a proof bundle of a version known here");
  const extra = lines[0]?.startsWith("extra ") ? decodeExtra(lines.shift()) : undefined;
  const indexLine = lines.shift() ?? "";
  const index = indexLine.startsWith("index ") ? decodeDecimal(indexLine.slice("index ".length)) : undefined;
  if (index === undefined) throw malformed("no index line");
  if (lines.length > longestProof) throw malformed("more hashes than any tree is high");
  return { index, proof: lines.map(decodeHash), checkpoint: text.slice(blank + 2), extra };
}

/**
 * Believes that the entry is in the ledger, under a checkpoint that satisfies the policy.
 * @param leafHash of the entry itself, computed by whoever asks: the bundle doesn't say what it proves.
 * @throws NoteError as `parseProofBundle` and `openCheckpoint`; ProofError as `verifyInclusion`
 */
export function verifyProofBundle(text: string, leafHash: Uint8Array, policy: TrustPolicy): TrustedCheckpoint {
  const { index, proof, checkpoint: note } = parseProofBundle(text);
  const checkpoint = openCheckpoint(note, policy);
  verifyInclusion({ leafHash, index, size: checkpoint.size, proof, root: checkpoint.rootHash });
  return checkpoint;
}

function decodeExtra(line = ""): Buffer {
  const extra = decodeBase64(line.slice("extra ".length));
  if (!extra) throw malformed("the extra line is not base64");
  return extra;
}

function decodeHash(line: string): Buffer {
  const hash = decodeBase64Exactly(line, hashLength);
  if (!hash) throw malformed("a proof line is not a hash");
  return hash;
}

function malformed(why: string): NoteError {
  return new NoteError("ledger/malformed-proof-bundle", why);
}
