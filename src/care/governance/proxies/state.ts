import { GovernanceError } from "../governance-error.ts";

/** Somebody's authority to act for a patient. `waiting`: for a second person. `lapsed`: nobody confirmed it in time. */
export const proxyStates = ["waiting", "in-force", "ended", "refused", "withdrawn", "lapsed"] as const;
export type ProxyState = (typeof proxyStates)[number];

/** `withdraw`: by who recorded it. `lapse`: the time to confirm it is over. `end`: by its end date, or before by somebody. */
export const proxyEvents = ["confirm", "refuse", "withdraw", "lapse", "end"] as const;
export type ProxyEvent = (typeof proxyEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const proxyTransitions: Readonly<Record<ProxyState, Readonly<Partial<Record<ProxyEvent, ProxyState>>>>> = {
  waiting: { confirm: "in-force", refuse: "refused", withdraw: "withdrawn", lapse: "lapsed" },
  "in-force": { end: "ended" },
  ended: {},
  refused: {},
  withdrawn: {},
  lapsed: {},
};

/** @throws GovernanceError `proxy/illegal-change` */
export function stepProxy(state: ProxyState, event: ProxyEvent): ProxyState {
  const next = proxyTransitions[state][event];
  if (next === undefined) throw new GovernanceError("proxy/illegal-change", sentences[state]);
  return next;
}

const sentences: Readonly<Record<ProxyState, string>> = {
  waiting: "this still waits for a second person",
  "in-force": "this is in force already",
  ended: "this has ended already",
  refused: "this was refused: record it again",
  withdrawn: "this was withdrawn: record it again",
  lapsed: "nobody confirmed this in time: record it again",
};
