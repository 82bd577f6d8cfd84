import { equalBytes } from "../../../foundation/crypto/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import { ProofError, verifyConsistency } from "../merkle/index.ts";
import {
  type Checkpoint,
  type MlDsaCosigner,
  NoteError,
  type NoteSigner,
  type NoteVerifier,
  cosignature,
  openNote,
  parseCheckpoint,
  unverifiedText,
} from "../verify/index.ts";
import { type AddRequest, parseAddRequest } from "./add-request.ts";
import type { WitnessRecord } from "./witness-files.ts";

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
}

/** What a log signed that doesn't go with what it had signed before. */
export interface Conflict {
  readonly origin: string;
  /** "forked": two trees of one size, both signed. "unproven": a longer tree, without a proof that it goes on from the known one;
   *  whoever has a checkpoint of the log can send that. "rolled-back": a shorter one; so can they. */
  readonly what: "forked" | "rolled-back" | "unproven";
  readonly knownSize: number;
  readonly offeredSize: number;
  /** Where both checkpoints lie, for who looks into it. */
  readonly evidence: string | undefined;
}

export interface Witness {
  /** Answers `add-checkpoint`, one at a time for each log. */
  addCheckpoint(body: string): Promise<WitnessAnswer>;
}

export interface WitnessPorts {
  readonly record: WitnessRecord;
  /** Logs that are witnessed: keys of kind "note", each named as its log's origin. */
  readonly logs: readonly NoteVerifier[];
  /** The witness's own keys. */
  readonly signers: readonly (NoteSigner | MlDsaCosigner)[];
  readonly now: Clock;
  readonly onConflict: (conflict: Conflict) => void;
}

const text = "text/plain; charset=utf-8";
const refusal = (status: WitnessAnswer["status"], why: string): WitnessAnswer => ({
  status,
  type: text,
  body: `${why}\n`,
});

/** Cosigns a log's checkpoint only if its tree begins with the one cosigned last, and remembers it before the signature leaves.
 *  Source: C2SP tlog-witness. */
export function openWitness(ports: WitnessPorts): Witness {
  const { record, logs, signers, now, onConflict } = ports;
  const turns = new Map<string, Promise<unknown>>();

  async function judge({ oldSize, proof, note }: AddRequest, next: Checkpoint): Promise<WitnessAnswer> {
    const { origin, size, rootHash } = next;
    const knownNote = await record.load(origin);
    const known = knownNote === undefined ? undefined : parseCheckpoint(unverifiedText(knownNote));
    const knownSize = known?.size ?? 0;
    const conflict = async (what: Conflict["what"], kept: boolean) => {
      const evidence = kept && knownNote !== undefined ? await record.keepEvidence(origin, knownNote, note) : undefined;
      onConflict({ origin, what, knownSize, offeredSize: size, evidence });
    };
    const sizeAnswer: WitnessAnswer = { status: 409, type: "text/x.tlog.size", body: `${knownSize}\n` };
    if (oldSize !== knownSize) {
      if (size < knownSize) await conflict("rolled-back", false);
      return sizeAnswer;
    }
    if (known !== undefined && size === knownSize && !equalBytes(known.rootHash, rootHash)) {
      await conflict("forked", true);
      return sizeAnswer;
    }
    if (known !== undefined && knownSize > 0) {
      try {
        verifyConsistency({ earlierSize: knownSize, earlierRoot: known.rootHash, size, root: rootHash, proof });
      } catch (error) {
        if (!(error instanceof ProofError)) throw error;
        await conflict("unproven", true);
        return refusal(422, "the proof doesn't lead from the tree that was cosigned last to this one");
      }
    } else if (proof.length > 0) return refusal(422, "nothing was cosigned before: there is nothing to prove");
    await record.save(origin, note);
    const seconds = Math.floor(now() / 1000);
    return { status: 200, type: text, body: signers.map((signer) => cosignature(note, signer, seconds)).join("") };
  }

  return {
    async addCheckpoint(body) {
      const read = readRequest(body, logs);
      if ("status" in read) return read;
      const { request, checkpoint } = read;
      if (request.oldSize > checkpoint.size) return refusal(400, "the old size is larger than the checkpoint's");
      const before = turns.get(checkpoint.origin) ?? Promise.resolve();
      const turn = before.catch(() => undefined).then(() => judge(request, checkpoint));
      turns.set(checkpoint.origin, turn);
      return turn;
    },
  };
}

/** What is asked, once one of its log's keys has signed it. */
function readRequest(
  body: string,
  logs: readonly NoteVerifier[],
): WitnessAnswer | { readonly request: AddRequest; readonly checkpoint: Checkpoint } {
  try {
    const request = parseAddRequest(body);
    const [origin] = unverifiedText(request.note).split("\n");
    const own = logs.filter(({ name }) => name === origin);
    if (own.length === 0) return refusal(404, "this log is not witnessed here");
    return { request, checkpoint: parseCheckpoint(openNote(request.note, own).text) };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    const unsigned = error.code === "ledger/unknown-signer" || error.code === "ledger/wrong-signature";
    return refusal(unsigned ? 403 : 400, error.message);
  }
}
