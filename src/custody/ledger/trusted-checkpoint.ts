import { type Checkpoint, NoteError, type NoteVerifier, openNote, parseCheckpoint } from "./verify/index.ts";

/** What a note says, if this ledger signed it, with the key of now or one of before. */
export function trustedCheckpoint(note: string, log: readonly NoteVerifier[]): Checkpoint | undefined {
  try {
    const checkpoint = parseCheckpoint(openNote(note, log).text);
    return log.some(({ name }) => name === checkpoint.origin) ? checkpoint : undefined;
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}
