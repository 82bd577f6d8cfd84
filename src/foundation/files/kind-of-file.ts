import { jpegFault } from "./jpeg.ts";
import { type PdfFault, pdfFault } from "./pdf.ts";
import type { PictureFault } from "./picture-fault.ts";
import { pngFault } from "./png.ts";
import { webpFault } from "./webp.ts";

/** Files that are kept for people to look at: pictures and PDFs. */
export const fileKinds = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type FileKind = (typeof fileKinds)[number];
export type FileFault = PictureFault | PdfFault;

export function isFileKind(contentType: unknown): contentType is FileKind {
  return (fileKinds as readonly unknown[]).includes(contentType);
}

/** What speaks against keeping these bytes as a file of this kind: that it is another, says more than it shows, or does something. */
export function fileFault(kind: FileKind, bytes: Buffer, mostPixelsAcross: number): FileFault | undefined {
  switch (kind) {
    case "image/jpeg":
      return jpegFault(bytes, mostPixelsAcross);
    case "image/png":
      return pngFault(bytes, mostPixelsAcross);
    case "image/webp":
      return webpFault(bytes, mostPixelsAcross);
    case "application/pdf":
      return pdfFault(bytes);
  }
}
