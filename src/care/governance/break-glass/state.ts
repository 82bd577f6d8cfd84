import { GovernanceError } from "../governance-error.ts";

/** `open`: the record can be read. The others: it can't any more, and this is how far the review is. */
export const breakGlassStates = ["open", "awaiting-review", "follow-up", "justified", "not-justified"] as const;
export type BreakGlassState = (typeof breakGlassStates)[number];

/** `lapse`: its time is over. `revoke`: an officer ends it. The last three are outcomes of a review. */
export const breakGlassEvents = ["end", "lapse", "revoke", "justify", "not-justify", "follow-up"] as const;
export type BreakGlassEvent = (typeof breakGlassEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const breakGlassTransitions: Readonly<
  Record<BreakGlassState, Readonly<Partial<Record<BreakGlassEvent, BreakGlassState>>>>
> = {
  open: { end: "awaiting-review", lapse: "awaiting-review", revoke: "awaiting-review" },
  "awaiting-review": { justify: "justified", "not-justify": "not-justified", "follow-up": "follow-up" },
  "follow-up": { justify: "justified", "not-justify": "not-justified" },
  justified: {},
  "not-justified": {},
};

/** @throws GovernanceError `break-glass/illegal-change` */
export function stepBreakGlass(state: BreakGlassState, event: BreakGlassEvent): BreakGlassState {
  const next = breakGlassTransitions[state][event];
  if (next === undefined) throw new GovernanceError("break-glass/illegal-change", sentences[state]);
  return next;
}

const sentences: Readonly<Record<BreakGlassState, string>> = {
  open: "this access is still open: it is reviewed once it has ended",
  "awaiting-review": "this access has ended already",
  "follow-up": "this access has ended, and its review asks for more",
  justified: "this access was reviewed already",
  "not-justified": "this access was reviewed already",
};

/** Whether a review is still to be made. */
export function needsReview(state: BreakGlassState): boolean {
  return state !== "justified" && state !== "not-justified";
}
