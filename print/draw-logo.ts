import type { PrintedLogo } from "./document.ts";

type Document = PDFKit.PDFDocument;

export interface LogoRoom {
  readonly width: number;
  readonly height: number;
}

/** A logo that fits into a room, in its own proportions. */
export interface PlacedLogo {
  readonly width: number;
  readonly height: number;
  draw(left: number, top: number): void;
}

/** Dots of a PNG. Source: W3C PNG (third edition), 11.2.1. */
function dotsOf(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

export function fitLogo(pdf: Document, { png }: PrintedLogo, room: LogoRoom): PlacedLogo {
  const dots = dotsOf(png);
  const scale = Math.min(room.width / dots.width, room.height / dots.height);
  const size = { width: dots.width * scale, height: dots.height * scale };
  // A copy of its own: pdfkit takes no view of a larger buffer.
  const file = new Uint8Array(png).buffer;
  return { ...size, draw: (left, top) => pdf.image(file, left, top, size) };
}
