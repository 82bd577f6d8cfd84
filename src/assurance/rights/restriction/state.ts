import { RightsError } from "../rights-error.ts";

export const restrictionStates = [
  "in-force",
  /** As in force; and the person was told that it will be lifted. */
  "told",
  "lifted",
] as const;
export type RestrictionState = (typeof restrictionStates)[number];

/** `tell`: that the person was told it will be lifted. `keep`: it isn't, after all. */
export const restrictionEvents = ["tell", "keep", "lift"] as const;
export type RestrictionEvent = (typeof restrictionEvents)[number];

/** What may follow what. A pair that isn't here is illegal: nothing is lifted of which the person wasn't told before. Source: GDPR,
 *  Article 18(3). */
export const restrictionTransitions: Readonly<
  Record<RestrictionState, Readonly<Partial<Record<RestrictionEvent, RestrictionState>>>>
> = {
  "in-force": { tell: "told" },
  told: { keep: "in-force", lift: "lifted" },
  lifted: {},
};

/** @throws RightsError `rights/not-told`, `rights/illegal-change` */
export function stepRestriction(state: RestrictionState, event: RestrictionEvent): RestrictionState {
  const next = restrictionTransitions[state][event];
  if (next !== undefined) return next;
  if (event === "lift" && state === "in-force")
    throw new RightsError(
      "rights/not-told",
      "tell the person first that it will be lifted, and write down when you did",
    );
  throw new RightsError("rights/illegal-change", `a restriction that is ${words[state]} can't be ${eventWords[event]}`);
}

const words: Readonly<Record<RestrictionState, string>> = {
  "in-force": "in force",
  told: "about to be lifted",
  lifted: "lifted",
};

const eventWords: Readonly<Record<RestrictionEvent, string>> = {
  tell: "announced as ending",
  keep: "let go on",
  lift: "lifted",
};
