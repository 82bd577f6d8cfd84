import { type ResourceType, isResourceType } from "../../../foundation/fhir/index.ts";
import { type ResourceId, isUuid, splitOnce } from "../../../foundation/kernel/index.ts";
import { Refusal } from "../identity/index.ts";

export type PreviewPath =
  | { readonly kind: "read"; readonly type: ResourceType; readonly id: ResourceId }
  | {
      readonly kind: "search";
      readonly type: ResourceType;
      readonly pairs: readonly (readonly [string, string])[];
    };

/** Parameters of a search that ask about other records than those found: a preview compares rows, one by one. */
const beyondTheRow = /^_(?:include|revinclude|has|cursor|sort|count|total|summary|elements|contained)|[.]/;

/** @throws Refusal 422 `preview/unsuitable-path` */
export function parsePreviewPath(text: string): PreviewPath {
  const [place, query] = splitOnce(text.replace(/^\/?(?:fhir\/)?/, ""), "?");
  const [type = "", id, ...more] = place.split("/");
  if (!isResourceType(type) || more.length > 0)
    throw unsuitable("Write a read or a search, such as Observation?patient=…");
  if (id !== undefined && id !== "") {
    if (!isUuid(id) || query !== "") throw unsuitable("A read is a type and an id: Patient/…");
    return { kind: "read", type, id: id as ResourceId };
  }
  const pairs = [...new URLSearchParams(query)];
  const beyond = pairs.find(([name]) => beyondTheRow.test(name));
  if (beyond !== undefined)
    throw unsuitable(`A preview compares records one by one: leave ${beyond[0].slice(0, 40)} out.`);
  return { kind: "search", type, pairs };
}

function unsuitable(message: string): Refusal {
  return new Refusal(422, "preview/unsuitable-path", message, { path: "path" });
}
