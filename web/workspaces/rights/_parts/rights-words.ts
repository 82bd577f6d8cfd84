import type { RightsEvent, RightsKind, RightsLaw } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

/** Names of the words for what may be asked for: a package says them in English, as all around them. */
export const kindNames = {
  access: "access",
  explanation: "explanation",
  portability: "portability",
  rectification: "rectification",
  erasure: "erasure",
  restriction: "restriction",
  objection: "objection",
  "consent-withdrawal": "withdrawalOfConsent",
} as const satisfies Record<RightsKind, string>;

export const kindWords: Readonly<Record<RightsKind, { readonly label: string; readonly asks: string }>> = {
  access: { label: say("access"), asks: say("accessAsks") },
  explanation: { label: say("explanation"), asks: say("explanationAsks") },
  portability: { label: say("portability"), asks: say("portabilityAsks") },
  rectification: { label: say("rectification"), asks: say("rectificationAsks") },
  erasure: { label: say("erasure"), asks: say("erasureAsks") },
  restriction: { label: say("restriction"), asks: say("restrictionAsks") },
  objection: { label: say("objection"), asks: say("objectionAsks") },
  "consent-withdrawal": { label: say("withdrawalOfConsent"), asks: say("consentAsks") },
};

export const lawNames = { gdpr: "gdpr", "uk-gdpr": "ukGdpr", hipaa: "hipaa" } as const satisfies Record<
  RightsLaw,
  string
>;

export const lawWords: Readonly<Record<RightsLaw, string>> = {
  gdpr: say(lawNames.gdpr),
  "uk-gdpr": say(lawNames["uk-gdpr"]),
  hipaa: say(lawNames.hipaa),
};

export const relationWords = {
  self: say("self"),
  "parent-or-guardian": say("guardian"),
  attorney: say("attorney"),
  other: say("somebodyElse"),
} as const;

export const stepWords: Readonly<Record<RightsEvent | "receive", string>> = {
  receive: say("writtenDown"),
  "ask-identity": say("proofAskedFor"),
  confirm: say("identityConfirmed"),
  "give-up": say("closedNotShown"),
  extend: say("extended"),
  decide: say("decided"),
  deliver: say("answered"),
  withdraw: say("withdrawn"),
};

/** What an officer may do, what it takes, and what is asked. */
export const actWords: Readonly<
  Record<Exclude<RightsEvent, "decide">, { readonly label: string; readonly asks: string }>
> = {
  "ask-identity": { label: say("askProof"), asks: say("askProofAsks") },
  confirm: { label: say("confirmIdentity"), asks: say("confirmIdentityAsks") },
  "give-up": { label: say("closeWithout"), asks: say("closeWithoutAsks") },
  extend: { label: say("extend"), asks: say("extendAsks") },
  deliver: { label: say("answeredMore"), asks: say("answeredAsks") },
  withdraw: { label: say("withdrawnMore"), asks: say("withdrawnAsks") },
};
