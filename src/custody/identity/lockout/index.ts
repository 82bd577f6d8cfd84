export { acceptAttempt, keyOf, noteFamiliar, refuseAttempt, reserveAttempt, sessionKeyOf } from "./attempts.ts";
export { lockedSubjects, openLocks } from "./lock-table.ts";
export type { LockKey } from "./lock-table.ts";
export { sourceBlock } from "./source-block.ts";
