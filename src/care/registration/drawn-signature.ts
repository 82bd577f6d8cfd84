import { pngFault } from "../../foundation/files/index.ts";

const mostPixelsAcross = 2_000;

/** Whether these bytes are a plain PNG, as a signature on the screen is drawn. */
export function isDrawnSignature(bytes: Buffer): boolean {
  return pngFault(bytes, mostPixelsAcross) === undefined;
}
