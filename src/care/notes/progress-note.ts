import { hash } from "node:crypto";
import type { Caller } from "../../custody/access/index.ts";
import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
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
function signer(caller: Caller): JsonObject {
  const { practitioner, name } = caller;
  return {
    ...(practitioner === undefined ? {} : { reference: practitioner }),
    identifier: signerIdentifier(caller),
    display: name,
  };
}

/** The final note that a draft becomes. Type: LOINC 11506-3. Category: US Core 6.1 "clinical-note". */
export function progressNote(draft: Draft, caller: Caller, at: number): FhirResource {
  const moment = new Date(at).toISOString();
  const text = Buffer.from(draft.text);
  const title = draft.title.trim() === "" ? untitled : draft.title.trim();
  const author = signer(caller);
  return {
    resourceType: "DocumentReference",
    identifier: [noteIdentifier(draft.id)],
    status: "current",
    docStatus: "final",
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
    ],
    subject: { reference: `Patient/${draft.patient}` },
    date: moment,
    author: [author],
    authenticator: author,
    ...(draft.addendumTo === undefined
      ? {}
      : { relatesTo: [{ code: "appends", target: { reference: `DocumentReference/${draft.addendumTo}` } }] }),
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
