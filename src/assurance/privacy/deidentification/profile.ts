/**
 * `safe-harbor`: what 45 CFR 164.514(b)(2)(i) asks: of dates the year stays.
 * `research`: the same, but a patient's dates are all moved by one number of days, so that what lies between them stays. Dates that are
 * moved are dates still: Safe Harbor doesn't cover it, an expert's determination (164.514(b)(1)) or an agreement has to.
 */
export const deidentificationProfiles = ["safe-harbor", "research"] as const;
export type DeidentificationProfile = (typeof deidentificationProfiles)[number];
