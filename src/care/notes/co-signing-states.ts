import type { CoSigningState } from "../../custody/chart/index.ts";
import { NotesError } from "./notes-error.ts";

/** What may follow on what, for a note whose author needs somebody else's signature. */
export const transitions: Readonly<Record<CoSigningState, readonly CoSigningState[]>> = {
  awaited: ["given", "returned"],
  given: [],
  returned: ["replaced"],
  replaced: [],
};

const words: Readonly<Record<CoSigningState, string>> = {
  awaited: "waits for a co-signature",
  given: "is co-signed and final",
  returned: "was given back to its author, who writes it anew",
  replaced: "was replaced by one that its author wrote anew",
};

/** @param from undefined: nobody else's signature is needed @throws NotesError `note/not-awaiting` */
export function expectMayBecome(from: CoSigningState | undefined, to: CoSigningState): void {
  if (from !== undefined && transitions[from].includes(to)) return;
  const is = from === undefined ? "doesn't wait for anybody else's signature" : words[from];
  throw new NotesError("note/not-awaiting", `nothing was done: the note ${is}`);
}
