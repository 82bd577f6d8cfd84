import { createHash } from "node:crypto";
import {
  type FhirResource,
  type JsonObject,
  numericValue,
  extensionIn,
  objectsIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type PrivacyNotice, noticeHash } from "./privacy-notice.ts";
import { acknowledgementType, extensionUrl } from "./vocabulary.ts";

/** How somebody was told: they signed on the screen, or it was given to them on paper. */
export const acknowledgementWays = ["signed", "paper"] as const;
export type AcknowledgementWay = (typeof acknowledgementWays)[number];

/** That a patient was given a notice. */
export interface Acknowledgement {
  readonly id: ResourceId;
  readonly version: number;
  /** Of the text that they were given. */
  readonly sha256: string;
  readonly way: AcknowledgementWay;
  /** ISO 8601 */
  readonly at: string | undefined;
  /** Who gave it. */
  readonly by: string | undefined;
  /** The drawn signature, a PNG in base64. */
  readonly signature: string | undefined;
  /** The text that they were given. */
  readonly text: string | undefined;
}

/** Whether a document says that a patient was given this organisation's privacy notice. It is none of the consents, and decides nothing. */
export function isAcknowledgement(document: FhirResource | undefined): boolean {
  return document !== undefined && extensionIn(document, extensionUrl.privacyNotice) !== undefined;
}

function attachment(contentType: string, title: string, bytes: Buffer): JsonObject {
  return {
    attachment: {
      contentType,
      title,
      data: bytes.toString("base64"),
      size: bytes.length,
      // What R4 asks for here; what counts is the SHA-256 in the extension.
      hash: createHash("sha1").update(bytes).digest("base64"),
    },
  };
}

/** The document: whom, which notice word for word, and how. Who gave it and when is added by the rule. */
export function acknowledgementOf(
  patient: ResourceId,
  { version, text }: PrivacyNotice,
  signature: Buffer | undefined,
): FhirResource {
  const way: AcknowledgementWay = signature === undefined ? "paper" : "signed";
  const title = `Privacy notice, version ${version}`;
  return {
    resourceType: "DocumentReference",
    extension: [
      {
        url: extensionUrl.privacyNotice,
        extension: [
          { url: "version", valuePositiveInt: version },
          { url: "sha256", valueString: noticeHash(text) },
          { url: "way", valueCode: way },
        ],
      },
    ],
    status: "current",
    type: { coding: [{ ...acknowledgementType }], text: "Privacy notice given" },
    subject: { reference: `Patient/${patient}` },
    description: way === "signed" ? `${title}: signed on the screen` : `${title}: given on paper`,
    content: [
      attachment("text/plain; charset=utf-8", title, Buffer.from(text)),
      ...(signature === undefined ? [] : [attachment("image/png", "Signature", signature)]),
    ],
  };
}

/** The data of the first attachment of a type. */
export function attachedIn(document: FhirResource, contentType: string): string | undefined {
  return objectsIn(document["content"])
    .map(({ attachment: one }) => one as JsonObject | undefined)
    .flatMap((one) => (textIn(one?.["contentType"])?.startsWith(contentType) ? [textIn(one?.["data"])] : []))[0];
}

/** What an extension says of the notice; undefined where it says nothing that can be read. */
export function noticeIn(document: FhirResource): Pick<Acknowledgement, "version" | "sha256" | "way"> | undefined {
  const said = objectsIn(extensionIn(document, extensionUrl.privacyNotice)?.["extension"]);
  const part = (url: string) => said.find((one) => one["url"] === url);
  const version = numericValue(part("version")?.["valuePositiveInt"]);
  const sha256 = textIn(part("sha256")?.["valueString"]);
  const way = acknowledgementWays.find((one) => one === part("way")?.["valueCode"]);
  return version !== undefined && Number.isInteger(version) && sha256 !== undefined && way !== undefined
    ? { version, sha256, way }
    : undefined;
}

export function readAcknowledgement(id: ResourceId, document: FhirResource): Acknowledgement | undefined {
  const notice = noticeIn(document);
  if (notice === undefined || document["status"] !== "current") return undefined;
  const text = attachedIn(document, "text/plain");
  return {
    id,
    ...notice,
    at: textIn(document["date"]),
    by: textIn(objectsIn(document["author"])[0]?.["display"]),
    signature: attachedIn(document, "image/png"),
    text: text === undefined ? undefined : Buffer.from(text, "base64").toString(),
  };
}
