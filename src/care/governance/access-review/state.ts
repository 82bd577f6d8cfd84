import { GovernanceError } from "../governance-error.ts";

/** One grant under review. `gone`: the grant ended otherwise before anybody decided. */
export const itemStates = ["pending", "overdue", "kept", "withdrawn", "gone"] as const;
export type ItemState = (typeof itemStates)[number];

export const itemEvents = ["keep", "withdraw", "lapse", "vanish"] as const;
export type ItemEvent = (typeof itemEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const itemTransitions: Readonly<Record<ItemState, Readonly<Partial<Record<ItemEvent, ItemState>>>>> = {
  pending: { keep: "kept", withdraw: "withdrawn", lapse: "overdue", vanish: "gone" },
  // Late is better than never: what is overdue can still be decided.
  overdue: { keep: "kept", withdraw: "withdrawn", vanish: "gone" },
  kept: {},
  withdrawn: {},
  gone: {},
};

/** @throws GovernanceError `review/illegal-change` */
export function stepItem(state: ItemState, event: ItemEvent): ItemState {
  const next = itemTransitions[state][event];
  if (next === undefined)
    throw new GovernanceError("review/illegal-change", `a grant that is ${state} takes no ${event}`);
  return next;
}

export function isUndecided(state: ItemState): boolean {
  return state === "pending" || state === "overdue";
}
