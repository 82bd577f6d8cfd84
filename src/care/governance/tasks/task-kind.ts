import type { Permission } from "../../../custody/access/index.ts";

export const risks = ["high", "medium", "low"] as const;
export type Risk = (typeof risks)[number];

interface Kind {
  /** Who may see and do it, while nobody is assigned. */
  readonly permission: Permission;
  readonly risk: Risk;
  /** Done by hand; the others are done when what they are about is decided. */
  readonly byHand: boolean;
  /** What the mail says: nothing of patients, nothing of people. */
  readonly subject: string;
}

/** What officers have to do. */
export const taskKinds = {
  "break-glass-review": {
    permission: "break-glass.review",
    risk: "high",
    byHand: false,
    subject: "An emergency access has to be reviewed",
  },
  "break-glass-misses": {
    permission: "break-glass.review",
    risk: "high",
    byHand: true,
    subject: "Somebody asked repeatedly for emergency access and named nobody",
  },
  "vendor-approval": {
    permission: "vendor.approve",
    risk: "medium",
    byHand: false,
    subject: "A vendor's access waits for approval",
  },
  "access-review": {
    permission: "reviews.decide",
    risk: "low",
    byHand: false,
    subject: "Grants of access wait for your review",
  },
  "review-without-reviewer": {
    permission: "reviews.manage",
    risk: "medium",
    byHand: false,
    subject: "An access review has grants without a reviewer",
  },
  "role-approval": {
    permission: "people.manage",
    risk: "high",
    byHand: false,
    subject: "A role that runs the organisation waits for approval",
  },
  "program-approval": {
    permission: "clients.manage",
    risk: "high",
    byHand: false,
    subject: "What a program is to do waits for approval",
  },
  "role-witnessed": {
    permission: "break-glass.review",
    risk: "high",
    byHand: true,
    subject: "A role that runs the organisation was given or taken by one person",
  },
  "proxy-confirmation": {
    permission: "proxies.manage",
    risk: "high",
    byHand: false,
    subject: "An authority to act for a patient waits for a second person",
  },
  "proxy-ending": {
    permission: "proxies.manage",
    risk: "low",
    byHand: true,
    subject: "An authority to act for a patient ends soon",
  },
  "proxy-ended": {
    permission: "proxies.manage",
    risk: "medium",
    byHand: true,
    subject: "An authority to act for a patient was ended: somebody has to look",
  },
  "faulty-consents": {
    permission: "consents.manage",
    risk: "medium",
    byHand: false,
    subject: "Consents can't be understood and deny what is unclear",
  },
  "due-records": {
    permission: "retention.manage",
    risk: "low",
    byHand: false,
    subject: "Records whose time to be kept is over wait for a decision",
  },
  "locked-accounts": {
    permission: "policies.manage",
    risk: "medium",
    byHand: true,
    subject: "Accounts were locked after failed sign-ins",
  },
  "slowed-places": {
    permission: "policies.manage",
    risk: "medium",
    byHand: true,
    subject: "Passwords of many names were tried from one place",
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type TaskKind = keyof typeof taskKinds;

export const riskNumber: Readonly<Record<Risk, number>> = { high: 3, medium: 2, low: 1 };

export function riskOf(number: number): Risk {
  return number >= 3 ? "high" : number === 2 ? "medium" : "low";
}
