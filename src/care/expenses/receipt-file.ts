import { type FhirResource, textIn, isJsonObject } from "../../foundation/fhir/index.ts";

/** Kinds of files that a receipt can be, each with the bytes that it begins with. Sources: ISO/IEC 10918-1, the PNG and the PDF specification. */
const beginningOf = {
  "image/jpeg": Buffer.from([0xff, 0xd8, 0xff]),
  "image/png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  "application/pdf": Buffer.from("%PDF-"),
} as const;
export type ReceiptKind = keyof typeof beginningOf;
export const receiptKinds = Object.keys(beginningOf) as readonly ReceiptKind[];

export const largestReceiptBytes = 3 * 1024 * 1024;

/** What a file is by its bytes, whatever it calls itself; undefined of what is no receipt. */
export function kindOfFile(bytes: Buffer): ReceiptKind | undefined {
  return receiptKinds.find((kind) => bytes.subarray(0, beginningOf[kind].length).equals(beginningOf[kind]));
}

export interface ReceiptFile {
  readonly kind: ReceiptKind;
  readonly title: string;
  readonly bytes: Buffer;
}

/** The file of a receipt; undefined where it has none that can be shown. */
export function fileOf(receipt: FhirResource): ReceiptFile | undefined {
  const attachment = receipt["legallyBindingAttachment"];
  if (attachment === undefined || !isJsonObject(attachment)) return undefined;
  const bytes = Buffer.from(textIn(attachment["data"]) ?? "", "base64");
  const kind = kindOfFile(bytes);
  if (kind === undefined || attachment["contentType"] !== kind || bytes.length > largestReceiptBytes) return undefined;
  return { kind, title: textIn(attachment["title"]) ?? "receipt", bytes };
}
