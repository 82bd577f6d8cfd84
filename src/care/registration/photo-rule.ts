import { type FhirResource, type JsonObject, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import { type PictureFault, jpegFault } from "../../foundation/files/index.ts";
import { ChartError } from "../../custody/chart/index.ts";

const mostBytes = 30 * 1024;
const mostPhotos = 3;
const mostPixelsAcross = 1_024;

const words: Readonly<Record<PictureFault, string>> = {
  "not-a-picture": "a photo is a JPEG picture, and nothing beside it",
  "carries-metadata": "this photo says more than its picture, such as where it was taken: take that out first",
  "too-large-a-picture": "a photo has at most 1024 pixels either way",
};

function against(message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path: "Patient.photo" });
}

function expectPhoto({ contentType, data }: JsonObject): void {
  if (contentType !== "image/jpeg") throw against("a photo is kept as image/jpeg");
  const bytes = Buffer.from(textIn(data) ?? "", "base64");
  if (bytes.length > mostBytes) throw against(`a photo has at most ${mostBytes / 1024} KB`);
  const fault = jpegFault(bytes, mostPixelsAcross);
  if (fault !== undefined) throw against(words[fault]);
}

/** Photos that are kept in the record itself are small, and are only pictures. Those that were there before are left alone, and so are
 *  addresses of photos elsewhere. @throws ChartError `chart/against-rule` */
export function expectPhotos(previous: FhirResource | undefined, next: FhirResource): void {
  const before = new Set(objectsIn(previous?.["photo"]).map(({ data }) => data));
  const added = objectsIn(next["photo"]).filter(({ data }) => data !== undefined && !before.has(data));
  for (const photo of added) expectPhoto(photo);
  if (added.length > 0 && objectsIn(next["photo"]).length > mostPhotos)
    throw against(`a patient has at most ${mostPhotos} photos`);
}
