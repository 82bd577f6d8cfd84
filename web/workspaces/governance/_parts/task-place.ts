import type { OfficerTask } from "../../../../contract/index.ts";

/** Where a task is done; undefined for those that are done where they stand. */
export type TaskPlace =
  | "emergency"
  | "people"
  | "vendor-access"
  | "access-review"
  | "unassigned-review"
  | "role-requests"
  | "programs"
  | "proxies"
  | "faulty-consents"
  | "retention";

/** Where this person can do something about it. An emergency that nobody can review is for whoever lets people in: they find somebody,
 *  and can't open the emergency itself. */
export function placeOf({ kind }: Pick<OfficerTask, "kind">, permissions: readonly string[]): TaskPlace | undefined {
  switch (kind) {
    case "break-glass-review":
      return permissions.includes("break-glass.review") ? "emergency" : "people";
    case "vendor-approval":
      return "vendor-access";
    case "access-review":
      return "access-review";
    case "review-without-reviewer":
      return "unassigned-review";
    case "role-approval":
      return "role-requests";
    case "program-approval":
      return "programs";
    case "proxy-confirmation":
    case "proxy-ending":
    case "proxy-ended":
      return "proxies";
    case "faulty-consents":
      return "faulty-consents";
    case "due-records":
      return "retention";
    case "break-glass-misses":
    case "locked-accounts":
    case "slowed-places":
    case "role-witnessed":
      return undefined;
  }
}
