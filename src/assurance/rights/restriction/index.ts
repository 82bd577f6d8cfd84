export { isArticle18, wholeRecord } from "./decided-records.ts";
export { restrictionVaultColumns } from "./opened.ts";
export { placeRestriction, restrictingOf } from "./place.ts";
export { openRestrictions } from "./restrictions.ts";
export type { OwnRestriction, RestrictionChange, Restrictions, ShownRestriction } from "./restrictions.ts";
export { restrictionsInForce } from "./standing.ts";
