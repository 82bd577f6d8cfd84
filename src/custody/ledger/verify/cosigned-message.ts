import { parseCheckpoint } from "./checkpoint.ts";
import { NoteError } from "./note-error.ts";

/** What a witness signs with Ed25519: a header that keeps it apart from other signatures, the time, and the checkpoint's text. */
export function cosignedMessage(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, "utf8");
}

const longestName = 255;

/** What is signed with ML-DSA-44: the cosigner's name, the time, and the whole tree as the checkpoint has it.
 *  Source: C2SP tlog-cosignature, "ML-DSA-44 signed message".
 *  @throws NoteError `ledger/malformed-checkpoint` */
export function mlDsaCosignedMessage(cosigner: string, text: string, seconds: number): Buffer {
  const { origin, size, rootHash } = parseCheckpoint(text);
  return Buffer.concat([
    Buffer.from("subtree/v1\n\0", "latin1"),
    opaque(cosigner),
    uint64(seconds),
    opaque(origin),
    uint64(0),
    uint64(size),
    rootHash,
  ]);
}

export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function opaque(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length > longestName) throw new NoteError("ledger/malformed-checkpoint", "a name has at most 255 bytes");
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}
