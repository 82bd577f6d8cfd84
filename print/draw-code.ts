import { encode } from "uqr";

type Document = PDFKit.PDFDocument;

export interface CodePlace {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Draws a text as a QR code: a square of dots with two dots of quiet around. */
export function drawCode(pdf: Document, text: string, place: CodePlace): void {
  const code = encode(text, { ecc: "M", border: 2 });
  const dot = place.size / code.size;
  for (const [row, dots] of code.data.entries())
    for (const [column, dark] of dots.entries())
      if (dark) pdf.rect(place.left + column * dot, place.top + row * dot, dot, dot);
  pdf.fill("#000000");
}
