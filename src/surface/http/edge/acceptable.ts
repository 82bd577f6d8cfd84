import { fileKinds } from "../../../foundation/files/index.ts";
import { edgeRefusal } from "./answer-refusal.ts";
import type { Check } from "./check.ts";

const spoken = new Set(["json", "application/json", "application/fhir+json", "text/json", "application/json+fhir"]);
/** A file is handed out as what it is, to whoever asks for that. */
const oneFile = /^\/fhir\/Binary\/[^/?]+(?:\/_history\/\d+)?(?:\?|$)/;
const ofFiles: ReadonlySet<string> = new Set(fileKinds);
const wide = new Set(["*/*", "application/*", "text/*"]);

/** Refuses to answer `/fhir` in a format that isn't spoken here, instead of answering in another one. */
export const isInOurFormat: Check = ({ url, headers }) =>
  !url.startsWith("/fhir") || (accepts(headers.accept, oneFile.test(url)) && formatIsSpoken(url))
    ? undefined
    : edgeRefusal(406, "http/not-acceptable", "FHIR is spoken as JSON here: ask for application/fhir+json.");

/** @param accept the header, as it came @param isFile of an address of one file */
export function accepts(accept: string | undefined, isFile = false): boolean {
  if (accept === undefined || accept === "" || accept.includes("*/*") || accept === "application/fhir+json")
    return true;
  return accept.split(",").some((part) => {
    const type = part.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    return spoken.has(type) || wide.has(type) || (isFile && ofFiles.has(type));
  });
}

/** `_format` wins over the header; what can't be read is left to the route. */
export function formatIsSpoken(url: string): boolean {
  const start = url.indexOf("_format=");
  if (start === -1) return true;
  const query = url.slice(url.indexOf("?") + 1);
  return new URLSearchParams(query).getAll("_format").every((value) => {
    const type = value.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    // An unescaped plus reads as a space.
    return type === "" || spoken.has(type.replace(" ", "+"));
  });
}
