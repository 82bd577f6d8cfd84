import { describe, expect, test } from "vitest";
import {
  allowsDraftStep,
  type DraftEvent,
  draftEvents,
  type DraftPhase,
  draftPhases,
  draftSteps,
  IllegalDraftStep,
  isEnded,
  stepDraft,
} from "./draft-phase.ts";

/** Written out by hand, apart from the table, so that a slip in the table shows. */
const legal: readonly (readonly [DraftPhase, DraftEvent, DraftPhase])[] = [
  ["saved", "typed", "due"],
  ["saved", "sign-asked", "signing"],
  ["saved", "discard-asked", "discarding"],
  ["due", "typed", "due"],
  ["due", "sent", "sending"],
  ["due", "discard-asked", "discarding"],
  ["sending", "typed", "sending-stale"],
  ["sending", "accepted", "saved"],
  ["sending", "unanswered", "waiting"],
  ["sending", "refused", "refused"],
  ["sending", "conflicted", "conflict"],
  ["sending-stale", "typed", "sending-stale"],
  ["sending-stale", "accepted", "due"],
  ["sending-stale", "unanswered", "waiting"],
  ["sending-stale", "refused", "refused"],
  ["sending-stale", "conflicted", "conflict"],
  ["waiting", "typed", "waiting"],
  ["waiting", "sent", "sending"],
  ["waiting", "discard-asked", "discarding"],
  ["refused", "typed", "refused"],
  ["refused", "sent", "sending"],
  ["refused", "discard-asked", "discarding"],
  ["conflict", "typed", "conflict"],
  ["conflict", "kept-mine", "due"],
  ["conflict", "took-theirs", "saved"],
  ["signing", "sign-accepted", "signed"],
  ["signing", "sign-refused", "saved"],
  ["signing", "conflicted", "conflict"],
  ["discarding", "discard-accepted", "discarded"],
  ["discarding", "discard-refused", "due"],
];

const pairs = draftPhases.flatMap((phase) => draftEvents.map((event) => [phase, event] as const));
const expected = (phase: DraftPhase, event: DraftEvent) =>
  legal.find(([from, by]) => from === phase && by === event)?.[2];

describe("the life of a draft", () => {
  test.each(pairs.filter(([phase, event]) => expected(phase, event) !== undefined))(
    "%s, %s: is legal and leads where it should",
    (phase, event) => {
      expect(stepDraft(phase, event)).toBe(expected(phase, event));
      expect(allowsDraftStep(phase, event)).toBe(true);
    },
  );
  test.each(pairs.filter(([phase, event]) => expected(phase, event) === undefined))(
    "%s, %s: is illegal",
    (phase, event) => {
      expect(() => stepDraft(phase, event)).toThrow(IllegalDraftStep);
      expect(allowsDraftStep(phase, event)).toBe(false);
    },
  );
  test("only a signed or a discarded draft is over", () => {
    expect(draftPhases.filter(isEnded)).toEqual(["signed", "discarded"]);
    for (const phase of draftPhases) expect(Object.keys(draftSteps[phase]).length === 0).toBe(isEnded(phase));
  });
  test("words can be typed in every phase but those that are deciding or over", () => {
    expect(draftPhases.filter((phase) => !allowsDraftStep(phase, "typed"))).toEqual([
      "signing",
      "signed",
      "discarding",
      "discarded",
    ]);
  });
  test("words that the server lacks can't be signed", () => {
    expect(draftPhases.filter((phase) => allowsDraftStep(phase, "sign-asked"))).toEqual(["saved"]);
  });
});
