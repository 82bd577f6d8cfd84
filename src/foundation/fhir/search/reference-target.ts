import type { JsonValue } from "../types.ts";
import { textAt } from "./json-access.ts";

/** A resource that a reference names within this installation. */
export type ReferenceTarget = { readonly type: string; readonly id: string };

const relative = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/;
const anywhere = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}$/;

/** The text of a stored reference or canonical without a version; undefined for none and for contained resources. */
export function referenceText(value: JsonValue, datatype: string): string | undefined {
  const text = typeof value === "string" ? value : textAt(value, datatype === "Attachment" ? "url" : "reference");
  if (text === undefined || text === "" || text.startsWith("#")) return undefined;
  return datatype === "canonical" ? withoutCanonicalVersion(text) : withoutVersion(text);
}

/** A reference to one version is, for searches, one to the resource. */
export function withoutVersion(text: string): string {
  const at = text.lastIndexOf("/_history/");
  return at === -1 ? text : text.slice(0, at);
}

export function withoutCanonicalVersion(text: string): string {
  const at = text.lastIndexOf("|");
  return at <= 0 ? text : text.slice(0, at);
}

/** What `Type/id` names; undefined for every other form. */
export function parseTarget(text: string): ReferenceTarget | undefined {
  const [, type, id] = relative.exec(text) ?? [];
  return type === undefined || id === undefined ? undefined : { type, id };
}

/** The type that a stored reference resolves to, as far as it says so itself. */
export function typeOfReference(value: JsonValue, datatype: string): string | undefined {
  const text = referenceText(value, datatype);
  return anywhere.exec(text ?? "")?.[1] ?? textAt(value, "type");
}
