import type { Draft } from "../../../../../contract/index.ts";
import { formatTimeWithSeconds, instantOf, type Zone } from "../../../../ui/clinical/dates.ts";
import { type DraftLinks, isBlank, type Words } from "./draft-copy.ts";
import type { DraftPhase } from "./draft-phase.ts";
import { say } from "./words/index.ts";

/** Whether these words lie on the device. */
export type Keeping =
  | { readonly kind: "kept" }
  | { readonly kind: "keeping" }
  | { readonly kind: "not-kept"; readonly why: string };

/** A draft as the screen sees it. */
export type DraftState = Words &
  DraftLinks & {
    readonly id: string;
    readonly patientId: string;
    readonly phase: DraftPhase;
    /** The revision that the server holds; 0 before the first answer. */
    readonly revision: number;
    readonly savedAt: string | undefined;
    readonly keeping: Keeping;
    /** What the saved words hold that identifies somebody and has a field of its own. */
    readonly noticed?: readonly string[] | undefined;
    /** Why the server lacks the words, in a sentence. */
    readonly why: string | undefined;
    /** When the next attempt is due, in milliseconds. */
    readonly retryAt: number | undefined;
    readonly theirs: Draft | undefined;
    /** The server knows this draft no more: its words can only go on as another one. */
    readonly gone: boolean;
    /** The signed note, once signed. */
    readonly documentId: string | undefined;
  };

export type SaveTone = "quiet" | "good" | "busy" | "caution" | "danger";
export type SaveWords = { readonly tone: SaveTone; readonly text: string; readonly detail: string | undefined };

/** The state line under the editor: always there, never vague. Danger only where words could really be lost. */
export function saveWords(state: DraftState, sessionEnded: boolean, zone?: Zone): SaveWords {
  const { phase, keeping } = state;
  const onlyHere = keeping.kind === "not-kept";
  const reason = state.why ?? say("serverUnreachable");
  const lost = onlyHere
    ? {
        tone: "danger" as const,
        detail: say("notKeptEither", { why: keeping.why }),
      }
    : undefined;
  const here = keeping.kind === "keeping" ? say("saving") : say("savedHere");
  switch (phase) {
    case "saved": {
      if (state.revision === 0)
        return { tone: "quiet", text: isBlank(state) ? say("nothingTyped") : here, detail: undefined };
      const at = instantOf(state.savedAt);
      return {
        tone: "good",
        text: at === undefined ? say("saved") : say("savedOnServer", { time: formatTimeWithSeconds(at, zone) }),
        detail: undefined,
      };
    }
    case "due":
    case "sending":
    case "sending-stale":
      if (sessionEnded)
        return lost === undefined
          ? {
              tone: "caution",
              text: say("savedHere"),
              detail: say("sessionEnded"),
            }
          : { ...lost, text: say("notSavedSession") };
      // While keys fall the words are on their way to the device, again and again: one calm word for that.
      if (state.why === undefined)
        return { tone: "busy", text: phase === "due" || onlyHere ? say("saving") : here, detail: undefined };
      return lost === undefined
        ? { tone: "caution", text: here, detail: say("notOnServer", { why: reason }) }
        : { ...lost, text: say("notSaved", { why: reason }) };
    case "waiting":
      return lost === undefined
        ? { tone: "caution", text: here, detail: say("notOnServer", { why: reason }) }
        : { ...lost, text: say("notSaved", { why: reason }) };
    case "refused":
      return lost === undefined
        ? { tone: "caution", text: say("notSaved", { why: reason }), detail: say("keptOnDevice") }
        : { ...lost, text: say("notSaved", { why: reason }) };
    case "conflict":
      return {
        tone: "caution",
        text: say("changedElsewhere"),
        detail: say("bothBelow"),
      };
    case "signing":
      return { tone: "busy", text: say("signing"), detail: undefined };
    case "signed":
      return { tone: "good", text: say("signed"), detail: undefined };
    case "discarding":
      return { tone: "busy", text: say("discarding"), detail: undefined };
    case "discarded":
      return { tone: "quiet", text: say("discarded"), detail: undefined };
  }
}
