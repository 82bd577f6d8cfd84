import { dayMilliseconds } from "./seen-time.ts";
import {
  type NoteVerifier,
  NoteError,
  type WitnessPolicy,
  isQuorum,
  openNote,
  parseCheckpoint,
} from "./verify/index.ts";

/** A checkpoint, and the time for which the witnesses vouch under it. */
export interface VouchedTime {
  /** Entries that were there by then. */
  readonly size: number;
  /** By the clocks of enough witnesses, in milliseconds since 1970. */
  readonly at: number;
}

/** The newest time that enough of a policy's witnesses have signed. No machine of ours can make one up.
 *  @returns undefined where none is needed, or too few signed */
export function vouchedTime(note: string | undefined, { witnesses, quorum }: WitnessPolicy): VouchedTime | undefined {
  if (note === undefined || quorum.kind === "none") return undefined;
  try {
    const { text, signedBy } = openNote(
      note,
      witnesses.map(({ verifier }) => verifier),
    );
    const newestFirst = signedBy.toSorted((a, b) => (b.witnessedAtSeconds ?? 0) - (a.witnessedAtSeconds ?? 0));
    const cosigned = new Set<NoteVerifier>();
    for (const { verifier, witnessedAtSeconds = 0 } of newestFirst) {
      cosigned.add(verifier);
      if (isQuorum(quorum, cosigned)) return { size: parseCheckpoint(text).size, at: witnessedAtSeconds * 1000 };
    }
    return undefined;
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}

/** Whether a clock says more than the witnesses' clocks bear out: they cosign each checkpoint within seconds.
 *  @param at milliseconds since 1970 */
export const isAheadOf = ({ at: vouched }: VouchedTime, at: number): boolean => at > vouched + dayMilliseconds;
