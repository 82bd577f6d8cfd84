import type { RestrictionAnswer, RestrictionEvent, RestrictionState } from "../../../../../contract/index.ts";
import { dateText } from "../../../../ui/dates.ts";
import { words as english } from "../../words/en.ts";
import { say } from "../../words/index.ts";

export const restrictionStateWords: Readonly<Record<RestrictionState, string>> = {
  "in-force": say("restricted"),
  told: say("toldItEnds"),
  lifted: say("lifted"),
};

interface ActWords {
  readonly label: string;
  readonly means: string;
  readonly asks: string;
  readonly done: string;
}

export const restrictionActWords: Readonly<Record<RestrictionEvent, ActWords>> = {
  tell: {
    label: say("theyWereTold"),
    means: say("theyWereToldMeans"),
    asks: say("howTold"),
    done: say("writtenDown"),
  },
  keep: {
    label: say("keepRestricted"),
    means: say("keepRestrictedMeans"),
    asks: say("why"),
    done: say("staysRestricted"),
  },
  lift: {
    label: say("lift"),
    means: say("liftMeans"),
    asks: say("why"),
    done: say("lifted"),
  },
  renew: {
    label: say("writeAnew"),
    means: say("writeAnewMeans"),
    asks: say("whatWasFound"),
    done: say("writtenAnew"),
  },
};

export const restrictionStepWords: Readonly<Record<RestrictionAnswer["steps"][number]["event"], string>> = {
  place: say("restricted"),
  tell: say("toldThatItEnds"),
  keep: say("keptRestricted"),
  lift: say("lifted"),
  renew: say("writtenAnew"),
};

/** "Told on 07-Mar-2026" */
export function restrictionStepText({ event, on }: RestrictionAnswer["steps"][number]): string {
  return on === undefined ? restrictionStepWords[event] : say("toldOn", { day: dateText(on) });
}

/** How all of it is granted: the server knows it by these words. */
export const wholeRecord: typeof english.wholeRecord = english.wholeRecord;

const reference = /\b[A-Z][A-Za-z]+\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** Records that a text names, each once: "Observation/…". */
export function recordsNamedIn(text: string): readonly string[] {
  return [...new Set(text.match(reference) ?? [])];
}
