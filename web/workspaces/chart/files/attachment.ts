import { attachmentCode, attachmentKindSystem, bodySiteUrl, documentSystem } from "../../../../contract/index.ts";
import { bodyRegions, therapySystem } from "../../../../contract/therapy/index.ts";
import type { Resource } from "../../../app/api.ts";
import { referenceId } from "../../../ui/clinical/codes.ts";
import type { CodeableConcept, DocumentReference, Reference } from "../../../ui/clinical/fhir-types.ts";
import { actorName } from "../_parts/record/actor-name.ts";
import { say } from "./words/index.ts";

export const attachmentKinds = [
  { id: "photo", label: "Photo" },
  { id: "report", label: "Report from elsewhere" },
  { id: "letter", label: "Letter received" },
  { id: "referral", label: "Referral received" },
  { id: "form", label: "Form or questionnaire" },
  { id: "other", label: "Other" },
] as const;
export type AttachmentKind = (typeof attachmentKinds)[number]["id"];

/** As the reader calls each. The record has it in English. */
export const kindTexts: Readonly<Record<AttachmentKind, string>> = {
  photo: say("photo"),
  report: say("reportFromElsewhere"),
  letter: say("letterReceived"),
  referral: say("referralReceived"),
  form: say("formOrQuestionnaire"),
  other: say("other"),
};

export function isAttachmentKind(id: unknown): id is AttachmentKind {
  return attachmentKinds.some((kind) => kind.id === id);
}

export type BinaryFile = Resource & {
  readonly resourceType: "Binary";
  readonly contentType: string;
  readonly securityContext: Reference;
  readonly data: string;
};

/** What somebody says of a file that they add. */
export type Said = {
  readonly patientId: string;
  readonly title: string;
  readonly kind: AttachmentKind;
  readonly bodySite: string;
  /** `2026-03-07`, or nothing where nobody said. */
  readonly day: string;
  readonly encounter: string | undefined;
  /** The note that it was added from. */
  readonly note: string | undefined;
};

type AttachmentDocument = DocumentReference & {
  readonly extension?: readonly { readonly url: string; readonly valueCodeableConcept?: CodeableConcept }[];
};

function siteOf(text: string): CodeableConcept {
  const region = bodyRegions.find(({ name }) => name.toLowerCase() === text.toLowerCase());
  return region === undefined ? { text } : { coding: [{ system: therapySystem.region, code: region.id }], text };
}

/** The document and its file, each by the address that it has until it is stored. */
export function attachmentOf(
  said: Said,
  file: { readonly contentType: string; readonly data: string; readonly thumbnail: string | undefined },
): readonly { readonly fullUrl: string; readonly resource: Resource }[] {
  const subject = { reference: `Patient/${said.patientId}` };
  const address = `urn:uuid:${crypto.randomUUID()}`;
  const site = said.bodySite.trim();
  const context = {
    ...(said.encounter === undefined ? {} : { encounter: [{ reference: `Encounter/${said.encounter}` }] }),
    ...(said.note === undefined ? {} : { related: [{ reference: `DocumentReference/${said.note}` }] }),
  };
  const label = attachmentKinds.find(({ id }) => id === said.kind)?.label;
  const document: AttachmentDocument = {
    resourceType: "DocumentReference",
    ...(site === "" ? {} : { extension: [{ url: bodySiteUrl, valueCodeableConcept: siteOf(site) }] }),
    status: "current",
    type: {
      coding: [{ system: attachmentKindSystem, code: said.kind }],
      ...(label === undefined ? {} : { text: label }),
    },
    category: [{ coding: [{ system: documentSystem, code: attachmentCode }] }],
    subject,
    description: said.title,
    content: [
      {
        attachment: {
          contentType: file.contentType,
          url: address,
          title: said.title,
          ...(said.day === "" ? {} : { creation: said.day }),
        },
      },
      ...(file.thumbnail === undefined
        ? []
        : [{ attachment: { contentType: "image/jpeg", data: file.thumbnail, title: "Small picture of it" } }]),
    ],
    ...(Object.keys(context).length === 0 ? {} : { context }),
  };
  const binary: BinaryFile = {
    resourceType: "Binary",
    contentType: file.contentType,
    securityContext: subject,
    data: file.data,
  };
  return [
    { fullUrl: `urn:uuid:${crypto.randomUUID()}`, resource: document },
    { fullUrl: address, resource: binary },
  ];
}

/** A file of the chart, as it is listed. */
export type Attachment = {
  readonly id: string;
  readonly fileId: string;
  readonly contentType: string;
  readonly title: string;
  readonly kind: string;
  readonly bodySite: string | undefined;
  /** When it was taken or written. */
  readonly day: string | undefined;
  readonly added: string | undefined;
  readonly by: string | undefined;
  /** A `data:` address. */
  readonly thumbnail: string | undefined;
  readonly note: string | undefined;
  readonly document: DocumentReference;
};

/** Undefined of what was entered in error, or names no file here. */
export function readAttachment(
  document: AttachmentDocument,
  included: ReadonlyMap<string, Resource>,
): Attachment | undefined {
  const [file, small] = (document.content ?? []).map(({ attachment }) => attachment);
  const fileId = /^Binary\/([0-9a-f-]{36})$/.exec(file?.url ?? "")?.[1];
  if (document.id === undefined || fileId === undefined || document.status !== "current") return undefined;
  const site = document.extension?.find(({ url }) => url === bodySiteUrl)?.valueCodeableConcept;
  const code = document.type?.coding?.find(({ system }) => system === attachmentKindSystem)?.code;
  return {
    id: document.id,
    fileId,
    contentType: file?.contentType ?? "application/octet-stream",
    title: file?.title ?? document.description ?? say("fileWithoutTitle"),
    kind: isAttachmentKind(code) ? kindTexts[code] : (document.type?.text ?? say("file")),
    bodySite: site?.text,
    day: file?.creation,
    added: document.date,
    by: actorName(document.author?.[0], included),
    thumbnail: small?.data === undefined ? undefined : `data:image/jpeg;base64,${small.data}`,
    note: referenceId(document.context?.related?.find(({ reference }) => reference?.startsWith("DocumentReference/"))),
    document,
  };
}
