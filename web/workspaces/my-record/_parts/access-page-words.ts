import { say } from "../words/index.ts";

export const accessWords = {
  title: say("whoLooked"),
  about: say("whoLookedAbout"),
  none: say("nobodyLooked"),
  mine: say("myLooks"),
  // Beside what the ledger keeps, which is English.
  why: "Why:",
  emergency: "In an emergency, past the usual rules.",
  earlier: say("earlierLooks"),
  proofs: say("proofs"),
} as const;
