export { clearResidue, clearWhatIsLeft } from "./clear.ts";
export type { ClearOptions, ClearPorts, Cleared, ClearingNoted } from "./clear.ts";
export { fileStoreOf, fileStores } from "./file-stores.ts";
export type { FileStore } from "./file-stores.ts";
export { parseWords } from "./parse-words.ts";
export { ResidueError } from "./residue-error.ts";
export { scanResidue } from "./scan.ts";
export type { Folder, OpenedPart, ResidueAsked, ResiduePorts, ResidueReport, ResidueStep } from "./scan.ts";
export type { Finding } from "./tally.ts";
