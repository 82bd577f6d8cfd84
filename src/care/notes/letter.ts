import { hash } from "node:crypto";
import type { Caller } from "../../custody/access/index.ts";
import { coSigningCategory } from "../../custody/chart/index.ts";
import {
  type FhirResource,
  type JsonObject,
  extensionIn,
  hasCode,
  objectIn,
  objectsIn,
  referenceIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { DraftId } from "./draft.ts";
import { noteIdentifier, signerOf } from "./progress-note.ts";

const documentSystem = "urn:wardbook:document";
const letterCode = "letter";
const recipientUrl = "urn:wardbook:letter-recipient";

/** A letter as its writer signs it. */
export interface Letter {
  readonly id: DraftId;
  readonly patient: ResourceId;
  readonly kind: "referral" | "letter";
  readonly recipient: { readonly name: string; readonly address: readonly string[] };
  readonly subject: string;
  readonly text: string;
  /** Sensitivities of what goes along. */
  readonly labels: readonly string[];
  readonly replaces: ResourceId | undefined;
  readonly encounter: ResourceId | undefined;
}

/** Referral note: LOINC 57133-1, as C-CDA 2.1 has it. Another letter has no code but its name. */
const types = {
  referral: {
    coding: [{ system: "http://loinc.org", code: "57133-1", display: "Referral note" }],
    text: "Referral letter",
  },
  letter: { text: "Letter" },
} as const;

export function isLetter(document: FhirResource): boolean {
  return hasCode(document["category"], documentSystem, letterCode);
}

/** HL7 v3 ActCode: what sensitivity labels are of. */
const sensitivities = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

export function labelledMeta(labels: readonly string[]): JsonObject {
  return { security: labels.map((code) => ({ system: sensitivities, code })) };
}

interface LetterWords {
  readonly patient: string;
  readonly to: string;
  readonly subject: string | undefined;
  readonly text: string;
}

const addressee = ({ name, address }: Letter["recipient"]) => [name, ...address].join("\n");

/** What a letter says, about whom and to whom. */
export function wordsOf({ patient, recipient, subject, text }: Letter): LetterWords {
  // Half a sign is kept as none.
  return { patient: `Patient/${patient}`, to: addressee(recipient), subject, text: Buffer.from(text).toString() };
}

/** The same of a letter that stands in the chart. */
export function wordsOfDocument(document: FhirResource): LetterWords {
  const words = objectIn(objectsIn(document["content"])[0]?.["attachment"]);
  return {
    patient: referenceIn(document["subject"]) ?? "",
    to: textIn(extensionIn(document, recipientUrl)?.["valueString"]) ?? "",
    subject: textIn(words?.["title"]),
    text: Buffer.from(textIn(words?.["data"]) ?? "", "base64").toString(),
  };
}

/** What stands in the chart for a letter: a note with its words, and the paper byte for byte. Both are under the signature. */
export function letterDocument(letter: Letter, pdf: Buffer, caller: Caller, at: number): FhirResource {
  const moment = new Date(at).toISOString();
  const text = Buffer.from(letter.text);
  const author = signerOf(caller);
  const isSupervised = caller.permissions.has("notes.supervised");
  const attached = (contentType: string, bytes: Buffer) => ({
    attachment: {
      contentType,
      data: bytes.toString("base64"),
      size: bytes.length,
      hash: hash("sha1", bytes, "base64"),
      title: letter.subject,
      creation: moment,
    },
  });
  return {
    resourceType: "DocumentReference",
    ...(letter.labels.length === 0 ? {} : { meta: labelledMeta(letter.labels) }),
    identifier: [noteIdentifier(letter.id)],
    extension: [{ url: recipientUrl, valueString: addressee(letter.recipient) }],
    status: "current",
    docStatus: isSupervised ? "preliminary" : "final",
    type: types[letter.kind],
    category: [
      { coding: [{ system: documentSystem, code: letterCode }] },
      ...(isSupervised ? [coSigningCategory("awaited")] : []),
    ],
    subject: { reference: `Patient/${letter.patient}` },
    date: moment,
    author: [author],
    ...(isSupervised ? {} : { authenticator: author }),
    ...(letter.replaces === undefined
      ? {}
      : { relatesTo: [{ code: "replaces", target: { reference: `DocumentReference/${letter.replaces}` } }] }),
    ...(letter.encounter === undefined
      ? {}
      : { context: { encounter: [{ reference: `Encounter/${letter.encounter}` }] } }),
    description: `${letter.subject}, to ${letter.recipient.name}`,
    content: [attached("text/plain;charset=utf-8", text), attached("application/pdf", pdf)],
  } as FhirResource;
}
