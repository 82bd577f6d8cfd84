export type { Change } from "./change.ts";
export { changeSince, differenceFor } from "./change.ts";
export type { Citation, Difference, Entry, Formula, Instrument } from "./instrument.ts";
export { instrumentOf, instruments } from "./instruments.ts";
export type { Entered, Scored } from "./score.ts";
export { parseItems, rounded, scoreOf } from "./score.ts";
export { sources } from "./sources.ts";
export { therapyCategory, therapySystem, unitSystem } from "./vocabulary.ts";
