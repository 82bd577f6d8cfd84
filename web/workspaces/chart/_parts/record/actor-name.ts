import type { Resource } from "../../../../app/api.ts";
import { referenceId } from "../../../../ui/clinical/codes.ts";
import type { HumanName, Reference } from "../../../../ui/clinical/fhir-types.ts";
import { spokenName } from "../../../../ui/clinical/names.ts";

/** Who a reference means: its own words, else the name of what came along with the search. */
export function actorName(
  reference: Reference | undefined,
  included: ReadonlyMap<string, Resource>,
): string | undefined {
  if (reference?.display !== undefined && reference.display !== "") return reference.display;
  const id = referenceId(reference);
  if (id === undefined) return undefined;
  const type = /([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]+(?:\/_history\/[^/]+)?$/.exec(reference?.reference ?? "")?.[1] ?? "";
  const found = included.get(`${type}/${id}`) as
    | (Resource & { readonly name?: readonly HumanName[] | string })
    | undefined;
  if (found?.name === undefined) return undefined;
  return typeof found.name === "string" ? found.name : spokenName(found.name);
}
