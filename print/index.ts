export { cardMillimetres, printCard } from "./card.ts";
export type { PrintedCard } from "./card.ts";
export type {
  Block,
  PaperSize,
  Printed,
  PrintedDocument,
  PrintedHead,
  PrintedLogo,
  UnsetScript,
} from "./document.ts";
export { faces } from "./faces.ts";
export type { Face, LoadFace } from "./faces.ts";
export { printDocument } from "./print-document.ts";
