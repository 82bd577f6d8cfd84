import type { ConsentParty, ConsentStatement, ConsentWords } from "../../../../contract/index.ts";

import { say } from "./words/index.ts";

/** What patients say most often. Each becomes one statement of a consent. */
export const templates = [
  {
    id: "keep-from-person",
    label: say("keepFromPerson"),
    means: say("keepFromPersonMeans"),
  },
  { id: "keep-from-role", label: say("keepFromRole"), means: say("keepFromRoleMeans") },
  {
    id: "keep-from-organisation",
    label: say("keepFromOrganisation"),
    means: say("keepFromOrganisationMeans"),
  },
  {
    id: "keep-sensitive",
    label: say("keepSensitive"),
    means: say("keepSensitiveMeans"),
  },
  { id: "allow-relative", label: say("allowRelative"), means: say("allowRelativeMeans") },
  { id: "research", label: say("research"), means: say("researchMeans") },
  { id: "close", label: say("closeRecord"), means: say("closeRecordMeans") },
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
  if (needsWho && who.length === 0) return say("chooseWhom");
  if (template === "keep-sensitive" && labels.length === 0) return say("chooseWhatKept");
  if ([from, until].some((day) => day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day))) return say("writeDays");
  if (from !== undefined && until !== undefined && until < from) return say("endsBeforeBegins");
  if (givenBy === "representative" && representative.trim().length < 2) return say("writeWhoGave");
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
