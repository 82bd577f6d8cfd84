import type { Law, RequestKind } from "./kind.ts";

export interface Source {
  /** "Article 12(3) GDPR" */
  readonly section: string;
  readonly url: string;
}

export type Period =
  | { readonly unit: "month" | "day"; readonly count: number }
  /** Has effect when it is said. */
  | { readonly unit: "at-once" }
  /** The law names no period. */
  | { readonly unit: "none" };

/** What a law says about one kind of request. */
export interface Statute {
  /** Where the right itself stands. */
  readonly right: Source;
  readonly answer: Period;
  /** Where the period stands. */
  readonly clock: Source;
  /** Once, on top of `answer`, told with its reasons before that is over. */
  readonly extension?: Extract<Period, { readonly count: number }>;
}

const eu = "https://eur-lex.europa.eu/eli/reg/2016/679/oj";
const uk = "https://www.legislation.gov.uk/eur/2016/679";
const us = "https://www.ecfr.gov/current/title-45/part-164/section-164.";

const europes = (name: string, url: string): Readonly<Partial<Record<RequestKind, Statute>>> => {
  const at = (section: string): Source => ({ section: `${section} ${name}`, url });
  const monthly = (section: string): Statute => ({
    right: at(section),
    answer: { unit: "month", count: 1 },
    clock: at("Article 12(3)"),
    extension: { unit: "month", count: 2 },
  });
  return {
    access: monthly("Article 15"),
    explanation: monthly("Article 15(1)"),
    portability: monthly("Article 20"),
    rectification: monthly("Article 16"),
    erasure: monthly("Article 17"),
    restriction: monthly("Article 18"),
    objection: monthly("Article 21"),
    "consent-withdrawal": { right: at("Article 7(3)"), answer: { unit: "at-once" }, clock: at("Article 7(3)") },
  };
};

const federal = (section: string): Source => ({
  section: `45 CFR 164.${section}`,
  url: `${us}${section.slice(0, 3)}`,
});

/** What is absent, the law doesn't give. */
export const statutes: Readonly<Record<Law, Readonly<Partial<Record<RequestKind, Statute>>>>> = {
  gdpr: europes("GDPR", eu),
  "uk-gdpr": europes("UK GDPR", uk),
  hipaa: {
    access: {
      right: federal("524(a)"),
      answer: { unit: "day", count: 30 },
      clock: federal("524(b)(2)"),
      extension: { unit: "day", count: 30 },
    },
    explanation: {
      right: federal("528(a)"),
      answer: { unit: "day", count: 60 },
      clock: federal("528(c)(1)"),
      extension: { unit: "day", count: 30 },
    },
    portability: {
      right: federal("524(c)(2)(ii)"),
      answer: { unit: "day", count: 30 },
      clock: federal("524(b)(2)"),
      extension: { unit: "day", count: 30 },
    },
    rectification: {
      right: federal("526(a)"),
      answer: { unit: "day", count: 60 },
      clock: federal("526(b)(2)"),
      extension: { unit: "day", count: 30 },
    },
    restriction: { right: federal("522(a)"), answer: { unit: "none" }, clock: federal("522(a)") },
    "consent-withdrawal": { right: federal("508(b)(5)"), answer: { unit: "at-once" }, clock: federal("508(b)(5)") },
  },
};

/** "one month", "30 days", "at once"; undefined when there is none. */
export function periodWords(period: Period): string | undefined {
  switch (period.unit) {
    case "none":
      return undefined;
    case "at-once":
      return "at once";
    case "month":
    case "day":
      return period.count === 1 ? `one ${period.unit}` : `${period.count} ${period.unit}s`;
  }
}

/** Why a right may be refused, or granted in part. */
export interface Ground {
  readonly id: string;
  readonly law: Law;
  readonly kinds: readonly RequestKind[];
  /** Our words; the law's are at the source. */
  readonly words: string;
  readonly source: Source;
}

const europeanGrounds = (law: "gdpr" | "uk-gdpr", name: string, url: string): readonly Ground[] => {
  const ground = (id: string, kinds: readonly RequestKind[], words: string, section: string): Ground => ({
    id: `${law}/${id}`,
    law,
    kinds,
    words,
    source: { section: `${section} ${name}`, url },
  });
  const all: readonly RequestKind[] = [
    "access",
    "explanation",
    "portability",
    "rectification",
    "erasure",
    "restriction",
    "objection",
  ];
  return [
    ground("excessive", all, "The request is manifestly unfounded or excessive.", "Article 12(5)(b)"),
    ground("not-identified", all, "The person could not be identified.", "Article 12(2)"),
    ground(
      "rights-of-others",
      ["access", "explanation"],
      "It would harm other people’s rights and freedoms.",
      "Article 15(4)",
    ),
    ground("is-accurate", ["rectification"], "What is written is accurate and complete.", "Article 16"),
    ground(
      "still-necessary",
      ["erasure"],
      "The data are still necessary for what they were collected for.",
      "Article 17(1)(a)",
    ),
    ground("legal-obligation", ["erasure"], "The law obliges to keep it.", "Article 17(3)(b)"),
    ground(
      "public-health",
      ["erasure"],
      "It is kept for reasons of public health or health care, under professional secrecy.",
      "Article 17(3)(c)",
    ),
    ground("legal-claims", ["erasure"], "It is needed for legal claims.", "Article 17(3)(e)"),
    ground("no-case", ["restriction"], "None of the four cases for restriction is there.", "Article 18(1)"),
    ground(
      "not-by-consent-or-contract",
      ["portability"],
      "The data are not processed by consent or contract, and by machine.",
      "Article 20(1)",
    ),
    ground(
      "portability-of-others",
      ["portability"],
      "It would harm other people’s rights and freedoms.",
      "Article 20(4)",
    ),
    ground(
      "compelling",
      ["objection"],
      "There are compelling legitimate grounds that outweigh the person’s.",
      "Article 21(1)",
    ),
  ];
};

const federalGround = (id: string, kinds: readonly RequestKind[], words: string, section: string): Ground => ({
  id: `hipaa/${id}`,
  law: "hipaa",
  kinds,
  words,
  source: federal(section),
});

export const grounds: readonly Ground[] = [
  ...europeanGrounds("gdpr", "GDPR", eu),
  ...europeanGrounds("uk-gdpr", "UK GDPR", uk),
  federalGround("psychotherapy-notes", ["access", "portability"], "Psychotherapy notes are excepted.", "524(a)(1)(i)"),
  federalGround(
    "legal-proceeding",
    ["access", "portability"],
    "It was compiled for a legal proceeding.",
    "524(a)(1)(ii)",
  ),
  federalGround(
    "other-source",
    ["access", "portability"],
    "It came from somebody else under a promise of confidentiality.",
    "524(a)(2)(v)",
  ),
  federalGround(
    "endangers",
    ["access", "portability"],
    "A licensed professional finds that access would endanger life or physical safety; the person may have this reviewed.",
    "524(a)(3)(i)",
  ),
  federalGround(
    "law-enforcement",
    ["explanation"],
    "An oversight agency or law enforcement asked to wait with it.",
    "528(a)(2)(i)",
  ),
  federalGround(
    "not-created-here",
    ["rectification"],
    "It was not created here, and its originator is available.",
    "526(a)(2)(i)",
  ),
  federalGround(
    "not-in-record-set",
    ["rectification"],
    "It is not part of the designated record set.",
    "526(a)(2)(ii)",
  ),
  federalGround(
    "not-open-to-access",
    ["rectification"],
    "It would not be open to the person’s access.",
    "526(a)(2)(iii)",
  ),
  federalGround("is-accurate", ["rectification"], "What is written is accurate and complete.", "526(a)(2)(iv)"),
  federalGround("not-agreed", ["restriction"], "There is no duty to agree to it.", "522(a)(1)(ii)"),
];

export function groundsFor(law: Law, kind: RequestKind): readonly Ground[] {
  return grounds.filter((ground) => ground.law === law && ground.kinds.includes(kind));
}
