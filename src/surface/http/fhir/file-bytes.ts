import { isFileKind } from "../../../foundation/files/index.ts";
import { type FhirResource, parseStoredText, textIn } from "../../../foundation/fhir/index.ts";
import type { FhirAnswer } from "./call.ts";

export interface FileBytes {
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly disposition: string;
}

const endings = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf" } as const;

/** What was asked for by its own type, instead of as FHIR. Source: FHIR R4, http://hl7.org/fhir/R4/binary.html#rest. Pictures and PDFs alone:
 *  whatever else a file calls itself, it is handed out as FHIR, which no browser runs.
 *  @returns undefined where it is to be answered as FHIR */
export function fileBytesOf(
  accept: string | undefined,
  address: string,
  { status, body }: FhirAnswer,
): FileBytes | undefined {
  if (status !== 200 || accept === undefined || !/^\/fhir\/Binary\/[^/]+(?:\/_history\/\d+)?$/.test(address))
    return undefined;
  const file = parseStoredText(body.toString()) as FhirResource;
  const contentType = textIn(file["contentType"]);
  const data = textIn(file["data"]);
  if (file.resourceType !== "Binary" || !isFileKind(contentType) || data === undefined) return undefined;
  const wanted = accept.split(",").map((one) => one.split(";", 1)[0]?.trim().toLowerCase());
  if (!wanted.includes(contentType)) return undefined;
  const disposition = `attachment; filename="file-${file.id ?? "here"}.${endings[contentType]}"`;
  return { contentType, bytes: Buffer.from(data, "base64"), disposition };
}
