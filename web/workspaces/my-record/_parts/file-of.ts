import { referenceId } from "../../../ui/clinical/codes.ts";
import type { DocumentReference } from "../../../ui/clinical/fhir-types.ts";

/** Where a document's file is: in the record itself, in a Binary of its own, or out of reach. */
export type FileOf =
  | { readonly kind: "here"; readonly contentType: string; readonly data: string }
  | { readonly kind: "binary"; readonly contentType: string; readonly id: string }
  | { readonly kind: "elsewhere"; readonly contentType: string | undefined };

export function fileOf(document: DocumentReference): FileOf {
  for (const { attachment } of document.content ?? []) {
    if (attachment === undefined) continue;
    const { contentType = "application/octet-stream", data, url } = attachment;
    if (data !== undefined) return { kind: "here", contentType, data };
    const id = /(?:^|\/)Binary\/[^/]+$/.test(url ?? "") ? referenceId({ reference: url ?? "" }) : undefined;
    if (id !== undefined) return { kind: "binary", contentType, id };
  }
  return { kind: "elsewhere", contentType: document.content?.[0]?.attachment?.contentType };
}

const endings: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/tiff": "tif",
  "text/html": "html",
  "text/plain": "txt",
  "text/csv": "csv",
  "application/xml": "xml",
  "text/xml": "xml",
  "application/json": "json",
  "application/dicom": "dcm",
};

/** "Discharge letter.pdf": a name that every system takes. */
export function fileName(title: string, contentType: string): string {
  const base = title
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 80);
  const ending = endings[contentType.split(";")[0]?.trim().toLowerCase() ?? ""] ?? "bin";
  const name = base.replace(/^[. ]+/, "") || "document";
  return name.toLowerCase().endsWith(`.${ending}`) ? name : `${name}.${ending}`;
}
