import type { FhirResource } from "../types.ts";
import { parseReference } from "./parse-reference.ts";
import { rewriteReferences } from "./references.ts";

const thisMachine: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The resource with references to resources of this server written as `Type/id`, whichever way they came: with this server's whole
 * address, or relative to it in an unusual way. What is about a patient must be known to be, however the patient is named.
 * Source: http://hl7.org/fhir/R4/references.html#literal, "relative references are resolved against the service base URL".
 * @param base "https://records.example/fhir", without a slash at its end
 * @param isKept references that mean something else: the fullUrls of a bundle's entries
 */
export function withLocalReferences<Resource extends FhirResource>(
  resource: Resource,
  base: string,
  isKept: (reference: string) => boolean = () => false,
): Resource {
  return rewriteReferences(resource, (reference, kind) =>
    kind !== "reference" || isKept(reference) ? undefined : localReference(reference, base),
  );
}

/** `Type/id` of a reference that names a resource of this server in another way.
 *  @returns undefined when it is local already, or none of this server's */
export function localReference(reference: string, base: string): string | undefined {
  const { kind } = parseReference(reference);
  if (kind !== "absolute" && kind !== "other") return undefined;
  const own = new URL(`${base}/`);
  const url = URL.parse(reference, own.href);
  if (url === null || url.search !== "" || url.hash !== "" || !isSameHost(url, own)) return undefined;
  const path = decoded(url.pathname);
  if (path?.startsWith(own.pathname) !== true) return undefined;
  const rest = path.slice(own.pathname.length);
  return parseReference(rest).kind === "relative" ? rest : undefined;
}

function isSameHost(url: URL, own: URL): boolean {
  if (url.port !== own.port || !/^https?:$/.test(url.protocol)) return false;
  return url.hostname === own.hostname || (thisMachine.has(url.hostname) && thisMachine.has(own.hostname));
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
