import type { RightsEvent, RightsKind, RightsLaw } from "../../../../contract/index.ts";

export const kindWords: Readonly<Record<RightsKind, { readonly label: string; readonly asks: string }>> = {
  access: { label: "Access", asks: "See everything that is kept about me" },
  explanation: { label: "A look explained", asks: "Explain who looked at my record" },
  portability: { label: "Portability", asks: "Get my data in a form that another system reads" },
  rectification: { label: "Rectification", asks: "Correct something that is wrong" },
  erasure: { label: "Erasure", asks: "Delete what is kept about me" },
  restriction: { label: "Restriction", asks: "Keep my data, but don’t use them for now" },
  objection: { label: "Objection", asks: "Stop a use of my data that I object to" },
  "consent-withdrawal": { label: "Withdrawal of consent", asks: "Take back a consent that I gave" },
};

export const lawWords: Readonly<Record<RightsLaw, string>> = {
  gdpr: "GDPR (European Union)",
  "uk-gdpr": "UK GDPR (United Kingdom)",
  hipaa: "HIPAA (United States)",
};

export const relationWords = {
  self: "The patient themselves",
  "parent-or-guardian": "A parent or guardian",
  attorney: "Somebody with a power of attorney",
  other: "Somebody else",
} as const;

export const stepWords: Readonly<Record<RightsEvent | "receive", string>> = {
  receive: "Written down",
  "ask-identity": "Proof of identity asked for",
  confirm: "Identity confirmed",
  "give-up": "Closed: identity was not shown",
  extend: "Extended",
  decide: "Decided",
  deliver: "Answered",
  withdraw: "Withdrawn",
};

/** What an officer may do, what it takes, and what is asked. */
export const actWords: Readonly<
  Record<Exclude<RightsEvent, "decide">, { readonly label: string; readonly asks: string }>
> = {
  "ask-identity": { label: "Ask for proof of identity…", asks: "What was asked for, and how" },
  confirm: { label: "Confirm identity…", asks: "How you know that it is them, or that they may speak for them" },
  "give-up": { label: "Close without proof…", asks: "What was tried, and how they were told" },
  extend: { label: "Extend…", asks: "Why it takes longer, as the person is told" },
  deliver: { label: "Answered…", asks: "How the answer went out" },
  withdraw: { label: "Withdrawn…", asks: "How it was taken back" },
};
