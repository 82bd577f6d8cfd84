import { type Checkpoint, NoteError, type PolicyWitness, decodeDecimal, linesOf } from "../verify/index.ts";
import { formatAddRequest } from "./add-request.ts";

/** Sends a request's text to a witness. Rejects when no answer comes. */
export type Post = (url: string, body: string) => Promise<{ readonly status: number; readonly body: string }>;

export interface Ask {
  readonly post: Post;
  readonly witness: PolicyWitness & { readonly url: string };
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** What the witness cosigned last, as far as is known. */
  readonly knownSize: number;
  /** That the tree of this size is the beginning of the checkpoint's. */
  readonly prove: (size: number) => Promise<readonly Buffer[]>;
}

export type WitnessVerdict =
  | { readonly kind: "cosigned"; readonly lines: readonly string[] }
  /** It cosigned a longer tree: ours has lost entries. */
  | { readonly kind: "rolled-back"; readonly size: number }
  /** It cosigned another tree. */
  | { readonly kind: "forked"; readonly size: number }
  | { readonly kind: "unavailable"; readonly why: string };

const mostAttempts = 3;

/** Asks one witness for its cosignature, catching it up where it knows an older tree. */
export async function askWitness({ post, witness, note, checkpoint, knownSize, prove }: Ask): Promise<WitnessVerdict> {
  let oldSize = Math.min(knownSize, checkpoint.size);
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const proof = oldSize === 0 || oldSize === checkpoint.size ? [] : await prove(oldSize);
    let answer: { readonly status: number; readonly body: string };
    try {
      answer = await post(`${witness.url}/add-checkpoint`, formatAddRequest({ oldSize, proof, note }));
    } catch (error) {
      return { kind: "unavailable", why: error instanceof Error ? error.message : "no answer" };
    }
    if (answer.status === 200) return cosigned(note, witness, answer.body);
    if (answer.status === 422) return { kind: "forked", size: oldSize };
    const theirs = answer.status === 409 ? decodeDecimal(answer.body.replace(/\n$/, "")) : undefined;
    if (theirs === undefined) return { kind: "unavailable", why: `it answered with status ${answer.status}` };
    if (theirs > checkpoint.size) return { kind: "rolled-back", size: theirs };
    if (theirs === oldSize && theirs === checkpoint.size) return { kind: "forked", size: theirs };
    if (theirs === oldSize) return { kind: "unavailable", why: "its answers contradict each other" };
    oldSize = theirs;
  }
  return { kind: "unavailable", why: "it is asked by somebody else too" };
}

function cosigned(note: string, { verifier }: PolicyWitness, body: string): WitnessVerdict {
  try {
    const lines = linesOf(`${note}${body}`, [verifier]);
    return lines.length === 0
      ? { kind: "unavailable", why: "it signed with another key than the policy's" }
      : { kind: "cosigned", lines: lines.slice(-1) };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return { kind: "unavailable", why: "its signature doesn't hold" };
  }
}
