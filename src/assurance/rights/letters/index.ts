export { addressKinds, letterVaultColumns, sendingWays } from "./kept-letter.ts";
export { letterKinds, noteOf } from "./letter-kind.ts";
export { letterheadSetting } from "./letterhead.ts";
export type { Letterhead } from "./letterhead.ts";
export { openLetters } from "./letters.ts";
export type { Letter, LetterPreview, Letters, NewSending } from "./letters.ts";
export type { LetterDraft } from "./write-letter.ts";
