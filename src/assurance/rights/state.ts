import { RightsError } from "./rights-error.ts";

export const requestStates = [
  "received",
  "identity-asked",
  "open",
  "decided",
  "delivered",
  "unidentified",
  "withdrawn",
] as const;
export type RequestState = (typeof requestStates)[number];

/** `confirm`: it is the person, or who may speak for them. `give-up`: that could not be shown. */
export const requestEvents = ["ask-identity", "confirm", "give-up", "extend", "decide", "deliver", "withdraw"] as const;
export type RequestEvent = (typeof requestEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const requestTransitions: Readonly<Record<RequestState, Readonly<Partial<Record<RequestEvent, RequestState>>>>> =
  {
    received: { "ask-identity": "identity-asked", confirm: "open", extend: "received", withdraw: "withdrawn" },
    "identity-asked": {
      confirm: "open",
      "give-up": "unidentified",
      extend: "identity-asked",
      withdraw: "withdrawn",
    },
    open: { extend: "open", decide: "decided", withdraw: "withdrawn" },
    decided: { deliver: "delivered" },
    delivered: {},
    unidentified: {},
    withdrawn: {},
  };

/** @throws RightsError `rights/illegal-change` */
export function stepRequest(state: RequestState, event: RequestEvent): RequestState {
  const next = requestTransitions[state][event];
  if (next === undefined)
    throw new RightsError("rights/illegal-change", `a request that is ${words[state]} can't be ${eventWords[event]}`);
  return next;
}

/** Nothing can follow. */
export function isOver(state: RequestState): boolean {
  return Object.keys(requestTransitions[state]).length === 0;
}

const words: Readonly<Record<RequestState, string>> = {
  received: "new",
  "identity-asked": "waiting for proof of identity",
  open: "open",
  decided: "decided",
  delivered: "answered",
  unidentified: "closed without proof of identity",
  withdrawn: "withdrawn",
};

const eventWords: Readonly<Record<RequestEvent, string>> = {
  "ask-identity": "held for proof of identity",
  confirm: "confirmed",
  "give-up": "closed for want of identity",
  extend: "extended",
  decide: "decided",
  deliver: "answered",
  withdraw: "withdrawn",
};
