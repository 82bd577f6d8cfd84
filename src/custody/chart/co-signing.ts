import { isDeepStrictEqual } from "node:util";
import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import { ChartError } from "./chart-error.ts";

/** Where a note stands whose author needs somebody else's signature: a category of the note. Signing alone writes it. */
export const coSigningSystem = "urn:wardbook:co-signing";
/** Why it was returned, by whom and when: an extension of the note. */
export const returnUrl = "urn:wardbook:returned-note";

export const coSigningStates = ["awaited", "given", "returned", "replaced"] as const;
export type CoSigningState = (typeof coSigningStates)[number];

function stateIn(concept: JsonValue): CoSigningState | undefined {
  const coding = isJsonObject(concept) && isJsonArray(concept["coding"]) ? concept["coding"] : [];
  const said = coding.filter((one) => isJsonObject(one)).find((one) => one["system"] === coSigningSystem);
  return coSigningStates.find((state) => state === said?.["code"]);
}

/** Whether a document's categories speak of it at all: searches find each of several codings, and codes that there aren't. */
export function speaksOfCoSigning({ resourceType, category }: FhirResource): boolean {
  if (resourceType !== "DocumentReference" || !isJsonArray(category)) return false;
  const codings = category.flatMap((one) => (isJsonObject(one) && isJsonArray(one["coding"]) ? one["coding"] : []));
  return codings.some((one) => isJsonObject(one) && one["system"] === coSigningSystem);
}

/** Undefined of a record that needs nobody else's signature. */
export function coSigningOf({ resourceType, category }: FhirResource): CoSigningState | undefined {
  if (resourceType !== "DocumentReference" || !isJsonArray(category)) return undefined;
  return category.map(stateIn).find((state) => state !== undefined);
}

/** The category that says so. */
export function coSigningCategory(state: CoSigningState): JsonValue {
  return { coding: [{ system: coSigningSystem, code: state }] };
}

/** The note with another state, and what else follows from that. */
export function withCoSigning(note: FhirResource, state: CoSigningState): FhirResource {
  const category = isJsonArray(note["category"]) ? note["category"] : [];
  const next = category.map((one) => (stateIn(one) === undefined ? one : coSigningCategory(state)));
  return {
    ...note,
    status: state === "replaced" ? "superseded" : "current",
    docStatus: state === "given" ? "final" : "preliminary",
    category: next,
  };
}

/** The note as its author signed it, whatever was answered since: what two signatures are bound to. */
export function asAuthorSigned(note: FhirResource): FhirResource {
  if (coSigningOf(note) === undefined) return note;
  const { authenticator: _given, extension, ...rest } = note;
  const others = (isJsonArray(extension) ? extension : []).filter(
    (one) => !isJsonObject(one) || one["url"] !== returnUrl,
  );
  return withCoSigning(others.length === 0 ? rest : { ...rest, extension: others }, "awaited");
}

/** A co-signature, or its refusal, touches nothing else of the note. @throws ChartError `chart/signed-is-final` */
export function expectAnswerAlone(previous: FhirResource, next: FhirResource): void {
  const bare = ({ meta: _meta, ...said }: FhirResource) => said;
  const isAnswer = coSigningOf(previous) !== undefined && coSigningOf(next) !== undefined;
  if (isAnswer && isDeepStrictEqual(bare(asAuthorSigned(previous)), bare(asAuthorSigned(next)))) return;
  throw new ChartError("chart/signed-is-final", "what its author signed can't be changed by whoever answers it", {
    path: "DocumentReference",
  });
}
