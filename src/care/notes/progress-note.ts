import { hash } from "node:crypto";
import type { Caller } from "../../custody/access/index.ts";
import { coSigningCategory } from "../../custody/chart/index.ts";
import { type FhirResource, type JsonObject, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { Draft, DraftId } from "./draft.ts";

const uriSystem = "urn:ietf:rfc:3986";
const untitled = "Progress note";

/** By which a signed note is found again: its draft's id. A draft becomes one note at most. */
export function noteIdentifier(draft: DraftId): { readonly system: string; readonly value: string } {
  return { system: uriSystem, value: `urn:uuid:${draft}` };
}

export function signerIdentifier({ id }: Pick<Caller, "id">): { readonly system: string; readonly value: string } {
  return { system: uriSystem, value: `urn:uuid:${id}` };
}

/** Who wrote and signed: the account that gave its password, its directory entry where it has one, and the name at that time. */
export function signerOf(caller: Caller): JsonObject {
  const { practitioner, name } = caller;
  return {
    ...(practitioner === undefined ? {} : { reference: practitioner }),
    identifier: signerIdentifier(caller),
    display: name,
  };
}

/** The note that a draft becomes: final, or waiting for a co-signature where its author needs one. Type: LOINC 11506-3. Category: US Core
 *  6.1 "clinical-note". */
export function progressNote(draft: Draft, caller: Caller, at: number, template?: JsonObject): FhirResource {
  const moment = new Date(at).toISOString();
  const text = Buffer.from(draft.text);
  const title = draft.title.trim() === "" ? untitled : draft.title.trim();
  const author = signerOf(caller);
  const isSupervised = caller.permissions.has("notes.supervised");
  const relations = relationsOf(draft);
  return {
    resourceType: "DocumentReference",
    identifier: [noteIdentifier(draft.id)],
    status: "current",
    docStatus: isSupervised ? "preliminary" : "final",
    type: {
      coding: [{ system: "http://loinc.org", code: "11506-3", display: "Progress note" }],
      text: "Progress note",
    },
    category: [
      {
        coding: [
          {
            system: "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
            code: "clinical-note",
            display: "Clinical Note",
          },
        ],
      },
      ...(isSupervised ? [coSigningCategory("awaited")] : []),
    ],
    subject: { reference: `Patient/${draft.patient}` },
    date: moment,
    author: [author],
    ...(isSupervised ? {} : { authenticator: author }),
    ...(relations.length === 0 ? {} : { relatesTo: relations }),
    ...contextOf(draft, template),
    description: title,
    content: [
      {
        attachment: {
          contentType: "text/plain;charset=utf-8",
          data: text.toString("base64"),
          size: text.length,
          // R4 says SHA-1. It tells a broken copy; what proves the note is its ledger entry.
          hash: hash("sha1", text, "base64"),
          title,
          creation: moment,
        },
      },
    ],
  };
}

/** The visit, and the version of the template that the note began with. */
function contextOf({ encounter }: Draft, template: JsonObject | undefined): JsonObject {
  const context = {
    ...(encounter === undefined ? {} : { encounter: [{ reference: `Encounter/${encounter}` }] }),
    ...(template === undefined ? {} : { related: [template] }),
  };
  return Object.keys(context).length === 0 ? {} : { context };
}

function relationsOf({ addendumTo, replaces }: Draft): readonly JsonObject[] {
  const to = (code: string, id: string): JsonObject => ({ code, target: { reference: `DocumentReference/${id}` } });
  return [
    ...(addendumTo === undefined ? [] : [to("appends", addendumTo)]),
    ...(replaces === undefined ? [] : [to("replaces", replaces)]),
  ];
}

/** Whether the note names the caller's account as its author. */
export function isAuthor({ author }: FhirResource, caller: Pick<Caller, "id">): boolean {
  const [first = null] = isJsonArray(author) ? author : [];
  const identifier = isJsonObject(first) ? first["identifier"] : undefined;
  return isJsonObject(identifier) && identifier["value"] === signerIdentifier(caller).value;
}
