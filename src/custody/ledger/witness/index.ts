export { formatAddRequest, parseAddRequest } from "./add-request.ts";
export type { AddRequest } from "./add-request.ts";
export { askWitness } from "./ask-witness.ts";
export type { Ask, Post, WitnessVerdict } from "./ask-witness.ts";
export { openWitness } from "./witness.ts";
export type { Conflict, Witness, WitnessAnswer, WitnessPorts } from "./witness.ts";
export { parseWitnessLogs, witnessSigners } from "./witness-keys.ts";
export { witnessFiles } from "./witness-files.ts";
export type { WitnessRecord } from "./witness-files.ts";
