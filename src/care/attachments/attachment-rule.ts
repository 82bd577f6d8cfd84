import { jpegFault, isFileKind } from "../../foundation/files/index.ts";
import {
  type FhirResource,
  type JsonObject,
  canBeInPatientCompartment,
  canonicalText,
  extensionIn,
  hasCode,
  isResourceType,
  objectIn,
  objectsIn,
  subjectPatientOf,
  textIn,
} from "../../foundation/fhir/index.ts";
import type { Clock } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { WriteRule } from "../../custody/chart/index.ts";
import { against as againstRule } from "./against.ts";
import { typeOf } from "./expect-file.ts";
import { type FilePorts, type Link, expectOwn, expectOwnLinks, fileNamedBy } from "./named-files.ts";
import {
  attachmentCode,
  attachmentKindSystem,
  attachmentKinds,
  bodySiteUrl,
  documentSystem,
  mostThumbnailBytes,
} from "./vocabulary.ts";

const against = (element: string, message: string) => againstRule(`DocumentReference.${element}`, message);

const longestTitle = 200;
const mostThumbnailPixels = 512;
const mostLinks = 20;
/** Somebody east of the server may be a day ahead. */
const aheadMilliseconds = 26 * 3_600_000;

/** Whether a document is a file that was added to the chart. */
export function isAttachment(document: FhirResource | undefined): boolean {
  return document !== undefined && hasCode(document["category"], documentSystem, attachmentCode);
}

function attachmentsOf(document: FhirResource): readonly (JsonObject | undefined)[] {
  return objectsIn(document["content"]).map(({ attachment }) => objectIn(attachment));
}

function expectThumbnail(attachment: JsonObject | undefined): void {
  const bytes = Buffer.from(textIn(attachment?.["data"]) ?? "", "base64");
  const isSmall = bytes.length > 0 && bytes.length <= mostThumbnailBytes;
  if (attachment?.["contentType"] !== "image/jpeg" || !isSmall || jpegFault(bytes, mostThumbnailPixels) !== undefined)
    throw against("content", `beside the file is a small plain JPEG of it, of at most ${mostThumbnailBytes / 1024} KB`);
}

function expectSuitable(document: FhirResource, now: number): void {
  const [file, thumbnail, ...more] = attachmentsOf(document);
  if (more.length > 0) throw against("content", "an attachment is one file, and a small picture of it");
  if (fileNamedBy(file) === undefined || file?.["data"] !== undefined)
    throw against("content", "the file lies in a Binary of its own, and this says its address (Binary/…)");
  if (!isFileKind(typeOf(file?.["contentType"])))
    throw against("content", "attachments are pictures (JPEG, PNG, WebP) and PDFs");
  const title = textIn(file?.["title"])?.trim() ?? "";
  if (title === "" || title.length > longestTitle)
    throw against("content", `say what it is in a title of at most ${longestTitle} letters`);
  if (!attachmentKinds.some((kind) => hasCode(document["type"], attachmentKindSystem, kind)))
    throw against("type", `say what it is: ${attachmentKinds.join(", ")}`);
  const made = textIn(file?.["creation"]);
  if (made !== undefined && Date.parse(made) > now + aheadMilliseconds)
    throw against("content", "it can't be from a day that hasn't come");
  const site = extensionIn(document, bodySiteUrl);
  if (site !== undefined && objectIn(site["valueCodeableConcept"]) === undefined)
    throw against("extension", "a place on the body is a CodeableConcept");
  if (document["status"] !== "current") throw against("status", "what is added is current");
  if (thumbnail !== undefined || objectsIn(document["content"]).length > 1) expectThumbnail(thumbnail);
}

/** Who added it: the account, its entry in the directory where it has one, and the name at that time. */
function adderOf({ id, name, practitioner }: Caller): JsonObject {
  const entry = practitioner === undefined ? {} : { reference: practitioner };
  return { ...entry, identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${id}` }, display: name };
}

/** The visit, the note and whatever else of a patient's an attachment says that it belongs to, as far as it is here. */
function linksOf(document: FhirResource): readonly Link[] {
  const context = objectIn(document["context"]);
  const links = ["encounter", "related"].flatMap((element) =>
    objectsIn(context?.[element]).flatMap(({ reference }) => {
      const [, type, id] = /^([A-Z][A-Za-z]+)\/([^/?]+)(?:\/_history\/\d+)?$/.exec(textIn(reference) ?? "") ?? [];
      const isPatients = type !== undefined && isResourceType(type) && canBeInPatientCompartment(type);
      return isPatients && id !== undefined ? [{ type, id, path: `DocumentReference.context.${element}` }] : [];
    }),
  );
  if (links.length > mostLinks) throw against("context", `an attachment belongs to at most ${mostLinks} records`);
  return links;
}

function unchanging({ meta: _meta, status: _status, ...rest }: FhirResource): string {
  return canonicalText(rest as FhirResource);
}

/** What is added to a chart as a file is added once, by whoever adds it and when they do; afterwards it can be said to be a mistake. Other
 *  documents are left alone, and so is what an import brings. */
export function attachmentRule({ now, ...ports }: FilePorts & { readonly now: Clock }): WriteRule {
  return async ({ caller, action, previous, next }) => {
    if (action === "import" || !(isAttachment(previous) || isAttachment(next))) return {};
    if (next === undefined) throw against("status", "what was added isn't deleted: say that it was entered in error");
    if (previous === undefined) {
      const at = now();
      expectSuitable(next, at);
      const file = fileNamedBy(attachmentsOf(next)[0]);
      const added = caller.kind === "person" ? { author: [adderOf(caller)] } : {};
      const patient = subjectPatientOf(next);
      const path = "DocumentReference.content";
      const files = expectOwn(ports, caller.tenant, file === undefined ? [] : [file], { patient, path });
      const links = expectOwnLinks(ports, caller.tenant, linksOf(next), patient);
      return {
        resource: { ...next, ...added, date: new Date(at).toISOString() },
        alongside: async (tx) => {
          await files(tx);
          await links(tx);
        },
      };
    }
    if (isAttachment(previous) !== isAttachment(next))
      throw against("category", "an attachment stays what it is, and nothing else becomes one");
    const [from, to] = [previous["status"], next["status"]];
    if (unchanging(previous) !== unchanging(next) || (from !== to && to !== "entered-in-error"))
      throw against("status", "what was added isn't changed: say that it was entered in error, and add it anew");
    return {};
  };
}
