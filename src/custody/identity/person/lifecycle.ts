import { IdentityError } from "./identity-error.ts";

/** A person's standing, as stored. */
export type Standing = "awaiting-first-sign-in" | "active" | "ended";
export type LifecycleEvent = "signed-in" | "credentials-reset" | "ended" | "restored";

/** What may follow what. A pair that isn't here is illegal. */
export const lifecycle: Readonly<Record<Standing, Readonly<Partial<Record<LifecycleEvent, Standing>>>>> = {
  "awaiting-first-sign-in": { "signed-in": "active", "credentials-reset": "awaiting-first-sign-in", ended: "ended" },
  active: { "signed-in": "active", "credentials-reset": "awaiting-first-sign-in", ended: "ended" },
  // Whoever comes back starts anew, with a temporary password.
  ended: { restored: "awaiting-first-sign-in" },
};

/** @throws IdentityError `people/illegal-change` */
export function stepLifecycle(standing: Standing, event: LifecycleEvent): Standing {
  const next = lifecycle[standing][event];
  if (next === undefined)
    throw new IdentityError("people/illegal-change", `a person who is ${standing} can't be ${event}`);
  return next;
}
