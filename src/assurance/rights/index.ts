export type { RecordRightsAct, RightsAct } from "./act.ts";
export type { RequestChange } from "./change.ts";
export { laws, requestKinds } from "./kind.ts";
export type { Law, RequestKind } from "./kind.ts";
export {
  addressKinds,
  letterKinds,
  letterVaultColumns,
  letterheadSetting,
  noteOf,
  openLetters,
  sendingWays,
} from "./letters/index.ts";
export type { Letter, LetterDraft, Letterhead, LetterPreview, Letters, NewSending } from "./letters/index.ts";
export { rightsVaultColumns } from "./opened.ts";
export type { LetterPorts, RightsPorts } from "./ports.ts";
export type { NewRequest } from "./receive.ts";
export { RightsError } from "./rights-error.ts";
export type { RightsErrorCode } from "./rights-error.ts";
export {
  openRestrictions,
  restrictionVaultColumns,
  restrictionsInForce,
  wholeRecord,
} from "./restriction/index.ts";
export type { OwnRestriction, RestrictionChange, Restrictions, ShownRestriction } from "./restriction/index.ts";
export { isRequestStanding } from "./rights-table.ts";
export { openRights } from "./rights.ts";
export type { Rights, RightsRequest } from "./rights.ts";
export { periodWords, statutes } from "./statute.ts";
