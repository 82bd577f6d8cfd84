/**
 * Where a draft stands with the server. Its copy on the device is kept beside this, in every phase that is not an end.
 * - `saved`: the server holds exactly these words, or there are none yet
 * - `due`: there are words that the server lacks; they go out within 2 s of the last key
 * - `sending`, `sending-stale`: on their way; stale when newer words were typed meanwhile
 * - `waiting`: the last attempt got no answer; the next is scheduled
 * - `refused`: the server said no; only the person's act tries again
 * - `conflict`: the server holds other words; the person chooses
 */
export const draftPhases = [
  "saved",
  "due",
  "sending",
  "sending-stale",
  "waiting",
  "refused",
  "conflict",
  "signing",
  "signed",
  "discarding",
  "discarded",
] as const;
export type DraftPhase = (typeof draftPhases)[number];

export const draftEvents = [
  "typed",
  "sent",
  "accepted",
  "unanswered",
  "refused",
  "conflicted",
  "kept-mine",
  "took-theirs",
  "sign-asked",
  "sign-accepted",
  "sign-refused",
  "discard-asked",
  "discard-accepted",
  "discard-refused",
] as const;
export type DraftEvent = (typeof draftEvents)[number];

/** Every legal step; a pair that isn't here is a broken promise. */
export const draftSteps: Readonly<Record<DraftPhase, Readonly<Partial<Record<DraftEvent, DraftPhase>>>>> = {
  saved: { typed: "due", "sign-asked": "signing", "discard-asked": "discarding" },
  due: { typed: "due", sent: "sending", "discard-asked": "discarding" },
  sending: {
    typed: "sending-stale",
    accepted: "saved",
    unanswered: "waiting",
    refused: "refused",
    conflicted: "conflict",
  },
  "sending-stale": {
    typed: "sending-stale",
    accepted: "due",
    unanswered: "waiting",
    refused: "refused",
    conflicted: "conflict",
  },
  waiting: { typed: "waiting", sent: "sending", "discard-asked": "discarding" },
  refused: { typed: "refused", sent: "sending", "discard-asked": "discarding" },
  conflict: { typed: "conflict", "kept-mine": "due", "took-theirs": "saved" },
  // A refused signature leaves the words as they were saved; one that met other words on the server is a conflict.
  signing: { "sign-accepted": "signed", "sign-refused": "saved", conflicted: "conflict" },
  signed: {},
  // The words may or may not be on the server still, so a failed discard sends them again.
  discarding: { "discard-accepted": "discarded", "discard-refused": "due" },
  discarded: {},
};

/** A step that the table doesn't know. Names the phase and the event, never the words. */
export class IllegalDraftStep extends Error {
  override readonly name = "IllegalDraftStep";
  readonly code = "draft/illegal-step";
}

/** @throws IllegalDraftStep for a pair that the table doesn't have */
export function stepDraft(phase: DraftPhase, event: DraftEvent): DraftPhase {
  const next = draftSteps[phase][event];
  if (next === undefined) throw new IllegalDraftStep(`a draft that is ${phase} can't be ${event}`);
  return next;
}

export function allowsDraftStep(phase: DraftPhase, event: DraftEvent): boolean {
  return draftSteps[phase][event] !== undefined;
}

/** Nothing can happen to the draft any more. */
export function isEnded(phase: DraftPhase): boolean {
  return phase === "signed" || phase === "discarded";
}
