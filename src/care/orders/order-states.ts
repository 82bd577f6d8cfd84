/** `ServiceRequest.status` of R4. */
export const orderStates = [
  "draft",
  "active",
  "on-hold",
  "revoked",
  "completed",
  "entered-in-error",
  "unknown",
] as const;
export type OrderState = (typeof orderStates)[number];

/** What may follow on what. `completed` is: whoever asked has seen the result; it is opened again where something is still to come. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  draft: ["active", "revoked", "entered-in-error"],
  active: ["on-hold", "revoked", "completed", "entered-in-error"],
  "on-hold": ["active", "revoked", "entered-in-error"],
  revoked: ["entered-in-error"],
  completed: ["active", "entered-in-error"],
  "entered-in-error": [],
  unknown: ["draft", "active", "on-hold", "revoked", "completed", "entered-in-error"],
};

const words: Readonly<Record<OrderState, string>> = {
  draft: "not sent yet",
  active: "open",
  "on-hold": "on hold",
  revoked: "withdrawn",
  completed: "done",
  "entered-in-error": "marked as entered in error",
  unknown: "in a state that nobody knows",
};

export function isOrderState(text: unknown): text is OrderState {
  return (orderStates as readonly unknown[]).includes(text);
}

/** Why it can't become that; undefined where it can. What stays as it is always may.
 *  @param from undefined: it is being made */
export function refusalOf(from: OrderState | undefined, to: OrderState): string | undefined {
  if (from === undefined)
    return to === "entered-in-error" ? "an order isn't made as an error: leave it out" : undefined;
  if (from === to || transitions[from].includes(to)) return undefined;
  const next = transitions[from];
  const can = next.length === 0 ? "nothing follows on that" : `it can become ${next.join(", ")}`;
  return `the order is ${words[from]}, so it can't become ${to}: ${can}`;
}
