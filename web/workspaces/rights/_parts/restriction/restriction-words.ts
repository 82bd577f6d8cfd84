import type { RestrictionAnswer, RestrictionEvent, RestrictionState } from "../../../../../contract/index.ts";
import { dateText } from "../../../../ui/dates.ts";

export const restrictionStateWords: Readonly<Record<RestrictionState, string>> = {
  "in-force": "Restricted",
  told: "Restricted, and told that it ends",
  lifted: "Lifted",
};

interface ActWords {
  readonly label: string;
  readonly means: string;
  readonly asks: string;
  readonly done: string;
}

export const restrictionActWords: Readonly<Record<RestrictionEvent, ActWords>> = {
  tell: {
    label: "They were told…",
    means: "Before it is lifted they have to be told (Article 18(3)). Nothing is lifted yet.",
    asks: "How they were told",
    done: "Written down",
  },
  keep: {
    label: "Keep it restricted…",
    means: "It isn’t lifted after all. Before it is, they have to be told anew.",
    asks: "Why",
    done: "It stays restricted",
  },
  lift: {
    label: "Lift…",
    means: "Whoever could use these records before can use them again, at once.",
    asks: "Why",
    done: "Lifted",
  },
  renew: {
    label: "Write anew…",
    means: "As far as it is still known what was restricted, that is restricted. Look first whether that is all.",
    asks: "What was found",
    done: "Written anew",
  },
};

export const restrictionStepWords: Readonly<Record<RestrictionAnswer["steps"][number]["event"], string>> = {
  place: "Restricted",
  tell: "Told that it ends",
  keep: "Kept restricted",
  lift: "Lifted",
  renew: "Written anew",
};

/** "Told on 07-Mar-2026" */
export function restrictionStepText({ event, on }: RestrictionAnswer["steps"][number]): string {
  return on === undefined ? restrictionStepWords[event] : `Told on ${dateText(on)} that it ends`;
}

/** How all of it is granted: the server knows it by these words. */
export const wholeRecord = "The whole record";

const reference = /\b[A-Z][A-Za-z]+\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** Records that a text names, each once: "Observation/…". */
export function recordsNamedIn(text: string): readonly string[] {
  return [...new Set(text.match(reference) ?? [])];
}
