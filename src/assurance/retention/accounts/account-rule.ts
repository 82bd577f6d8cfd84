import type { Source } from "../rule.ts";

/** How long what an account holds is kept. */
export interface AccountRule {
  readonly id: string;
  /** `access-ended`: the moment from which nobody could come in with it. */
  readonly trigger: "access-ended";
  readonly days: number;
  readonly sources: readonly Source[];
  readonly note: string;
}

/** Wherever Wardbook runs. No law that was found asks for longer; those named say that what isn't needed goes, and what must stay. */
export const accountRule: AccountRule = {
  id: "house/account",
  trigger: "access-ended",
  days: 30,
  sources: [
    { name: "Wardbook's promises", section: "PR-6, user data until deletion + 30 days", url: "" },
    {
      name: "Regulation (EU) 2016/679",
      section: "Article 5(1)(e): no longer than necessary",
      url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    },
    {
      name: "Code of Federal Regulations, title 21",
      section:
        "§ 11.50(a)(1), § 11.100(a): a signature shows its signer's printed name, and is never given to anybody else",
      url: "https://www.ecfr.gov/current/title-21/section-11.50",
    },
    {
      name: "Code of Federal Regulations, title 45",
      section: "§ 164.312(a)(2)(i), § 164.312(b): what was done can be traced to who did it",
      url: "https://www.ecfr.gov/current/title-45/section-164.312",
    },
  ],
  note: "The names that signatures and traces need are in the signatures and in the ledger's entries themselves, for as long as those are kept. The account's id stays, and is never used again.",
};
