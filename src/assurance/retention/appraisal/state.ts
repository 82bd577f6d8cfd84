import { RetentionError } from "../retention-error.ts";

/** One patient's record under appraisal. `approved`: two people decided, and the keys are about to go. `gone`: it isn't due any more. */
export const appraisalStates = ["queued", "proposed", "approved", "kept", "transferred", "destroyed", "gone"] as const;
export type AppraisalState = (typeof appraisalStates)[number];

export const appraisalEvents = [
  "propose",
  "keep",
  "transfer",
  "withdraw",
  "refuse",
  "approve",
  "destroy",
  "give-back",
  "lapse",
  "vanish",
] as const;
export type AppraisalEvent = (typeof appraisalEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const appraisalTransitions: Readonly<
  Record<AppraisalState, Readonly<Partial<Record<AppraisalEvent, AppraisalState>>>>
> = {
  queued: { propose: "proposed", keep: "kept", transfer: "transferred", vanish: "gone" },
  proposed: { approve: "approved", refuse: "queued", withdraw: "queued", vanish: "gone" },
  // What is held, or not due any more, when the keys would go is given back to the queue. What broke off before is approved anew.
  approved: { approve: "approved", destroy: "destroyed", "give-back": "queued" },
  kept: { lapse: "queued" },
  // What an archive has can still be destroyed here.
  transferred: { propose: "proposed", vanish: "gone" },
  destroyed: {},
  gone: {},
};

/** Where an appraisal stands after an event. What an archive has doesn't wait as if nobody had it.
 *  @param before what was done with it, oldest first @throws RetentionError `retention/illegal-change` */
export function standAfter(
  state: AppraisalState,
  event: AppraisalEvent,
  before: readonly { readonly event: AppraisalEvent }[],
): AppraisalState {
  const next = stepAppraisal(state, event);
  return next === "queued" && before.some((step) => step.event === "transfer") ? "transferred" : next;
}

/** @throws RetentionError `retention/illegal-change` */
export function stepAppraisal(state: AppraisalState, event: AppraisalEvent): AppraisalState {
  const next = appraisalTransitions[state][event];
  if (next === undefined)
    throw new RetentionError("retention/illegal-change", `a record whose appraisal is ${state} takes no ${event}`);
  return next;
}
