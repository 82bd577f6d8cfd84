import { ErasureError } from "./erasure-error.ts";

/** An erasure. `approved`: two people decided, and the keys are about to go. `lapsed`: what was proposed isn't what there is any more. */
export const erasureStates = ["proposed", "approved", "erased", "refused", "withdrawn", "lapsed"] as const;
export type ErasureState = (typeof erasureStates)[number];

export const erasureEvents = ["approve", "erase", "refuse", "withdraw", "lapse"] as const;
export type ErasureEvent = (typeof erasureEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const erasureTransitions: Readonly<Record<ErasureState, Readonly<Partial<Record<ErasureEvent, ErasureState>>>>> =
  {
    proposed: { approve: "approved", refuse: "refused", withdraw: "withdrawn", lapse: "lapsed" },
    // What broke off before anything was gone is approved anew: much may have been written since.
    approved: { approve: "approved", erase: "erased", refuse: "refused", lapse: "lapsed" },
    erased: {},
    refused: {},
    withdrawn: {},
    lapsed: {},
  };

/** A record that outlived its patient's keys. */
export const retainedStates = ["kept", "proposed", "approved", "destroyed"] as const;
export type RetainedState = (typeof retainedStates)[number];

export const retainedEvents = ["propose", "approve", "destroy", "give-back"] as const;
export type RetainedEvent = (typeof retainedEvents)[number];

export const retainedTransitions: Readonly<
  Record<RetainedState, Readonly<Partial<Record<RetainedEvent, RetainedState>>>>
> = {
  kept: { propose: "proposed" },
  proposed: { approve: "approved", "give-back": "kept" },
  approved: { approve: "approved", destroy: "destroyed", "give-back": "kept" },
  destroyed: {},
};

/** @throws ErasureError `erasure/illegal-change` */
export function stepErasure(state: ErasureState, event: ErasureEvent): ErasureState {
  return step(erasureTransitions[state][event], `an erasure that is ${state} takes no ${event}`);
}

/** @throws ErasureError `erasure/illegal-change` */
export function stepRetained(state: RetainedState, event: RetainedEvent): RetainedState {
  return step(retainedTransitions[state][event], `a retained record that is ${state} takes no ${event}`);
}

function step<State>(next: State | undefined, refusal: string): State {
  if (next === undefined) throw new ErasureError("erasure/illegal-change", refusal);
  return next;
}
