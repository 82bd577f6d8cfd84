export { acceptAttempt, keyOf, noteFamiliar, refuseAttempt, reserveAttempt, sessionKeyOf } from "./attempts.ts";
export { createLockedNames } from "./failed-sign-ins.ts";
export type { FailedSignIns, LockedName, LockedNames } from "./failed-sign-ins.ts";
export { lockedSubjects, openLocks } from "./lock-table.ts";
export type { LockKey } from "./lock-table.ts";
export { createSlowedPlaces, slowedPlaceColumn } from "./slowed-places.ts";
export type { SlowedPlace, SlowedPlaces } from "./slowed-places.ts";
export { siteBlock, sourceBlock } from "./source-block.ts";
