import type { ConsentParty, ConsentStatement, ConsentWords } from "../../../../contract/index.ts";

/** What patients say most often. Each becomes one statement of a consent. */
export const templates = [
  {
    id: "keep-from-person",
    label: "Keep this record from somebody",
    means: "A neighbour, a relative or a former partner on the staff.",
  },
  { id: "keep-from-role", label: "Keep it from a role", means: "Everybody who works as, say, biller." },
  {
    id: "keep-from-organisation",
    label: "Keep it from an organisation or a team",
    means: "A site, a practice, a care team.",
  },
  {
    id: "keep-sensitive",
    label: "Keep what is sensitive to a few",
    means: "Mental health, sexual health, alcohol and drugs …",
  },
  { id: "allow-relative", label: "Let a family member see it", means: "Somebody who is in this record as a relative." },
  { id: "research", label: "Take part in research", means: "Without it, nobody sees the record for research." },
  { id: "close", label: "Close the record, except for a few", means: "Nobody sees it whom the patient doesn’t name." },
] as const;
export type TemplateId = (typeof templates)[number]["id"];

/** A wish as it is filled in. */
export type Wish = {
  readonly template: TemplateId;
  /** Whom it keeps out, or lets in. */
  readonly who: readonly ConsentParty[];
  /** Who sees it all the same. */
  readonly except: readonly ConsentParty[];
  readonly labels: readonly string[];
  /** `2026-03-07` */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly givenBy: "patient" | "representative";
  readonly representative: string;
};

export const emptyWish: Wish = {
  template: "keep-from-person",
  who: [],
  except: [],
  labels: [],
  from: undefined,
  until: undefined,
  givenBy: "patient",
  representative: "",
};

/** What is still missing, in words; undefined when it can be recorded. */
export function missingIn({ template, who, labels, from, until, givenBy, representative }: Wish): string | undefined {
  const needsWho = template.startsWith("keep-from") || template === "allow-relative";
  if (needsWho && who.length === 0) return "Choose whom it is about.";
  if (template === "keep-sensitive" && labels.length === 0) return "Choose what is kept.";
  if ([from, until].some((day) => day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)))
    return "Write the days so that they can be read.";
  if (from !== undefined && until !== undefined && until < from) return "It ends before it begins.";
  if (givenBy === "representative" && representative.trim().length < 2) return "Write who gave it for the patient.";
  return undefined;
}

export function requestOf(wish: Wish): ConsentWords {
  const { template, givenBy, representative } = wish;
  const statement = statementOf(wish);
  return {
    otherwise: template === "close" ? "deny" : "roles",
    statements: statement === undefined ? [] : [statement],
    givenBy,
    ...(givenBy === "representative" ? { representative: representative.trim() } : {}),
  };
}

function statementOf({ template, who, except, labels, from, until }: Wish): ConsentStatement | undefined {
  const period = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  switch (template) {
    case "keep-from-person":
    case "keep-from-role":
    case "keep-from-organisation":
      return { decision: "deny", who: [...who], ...period };
    case "keep-sensitive":
      return {
        decision: "deny",
        labels: [...labels],
        ...(except.length === 0 ? {} : { except: [...except] }),
        ...period,
      };
    case "allow-relative":
      return { decision: "permit", who: [...who], ...period };
    case "research":
      return { decision: "permit", purposes: ["HRESCH"], ...period };
    case "close":
      return except.length === 0 ? undefined : { decision: "permit", who: [...except], ...period };
  }
}
