import { GovernanceError } from "../governance-error.ts";

/** `approved` opens something only between its start and its end. */
export const vendorStates = ["requested", "approved", "refused", "withdrawn", "ended", "lapsed"] as const;
export type VendorState = (typeof vendorStates)[number];

/** `withdraw`: by who asked. `lapse`: its time is over, approved or not. */
export const vendorEvents = ["approve", "refuse", "withdraw", "end", "lapse"] as const;
export type VendorEvent = (typeof vendorEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const vendorTransitions: Readonly<Record<VendorState, Readonly<Partial<Record<VendorEvent, VendorState>>>>> = {
  requested: { approve: "approved", refuse: "refused", withdraw: "withdrawn", lapse: "lapsed" },
  approved: { end: "ended", lapse: "lapsed" },
  refused: {},
  withdrawn: {},
  ended: {},
  lapsed: {},
};

/** @throws GovernanceError `vendor/illegal-change` */
export function stepVendor(state: VendorState, event: VendorEvent): VendorState {
  const next = vendorTransitions[state][event];
  if (next === undefined)
    throw new GovernanceError("vendor/illegal-change", `access that is ${state} takes no ${event}`);
  return next;
}
