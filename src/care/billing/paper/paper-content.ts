import { type Found } from "../../../custody/chart/index.ts";
import { type JsonObject, extensionsIn, canonicalText } from "../../../foundation/fhir/index.ts";
import { patientIn } from "../shapes.ts";
import { numberOf } from "../views.ts";
import { extensionUrl } from "../vocabulary.ts";

/** What of a record its verification code stands for: what never changes once it has a number. */
export function contentOf({ id, resource }: Found): readonly unknown[] {
  const text = (element: string) => {
    const value = resource[element];
    return value === undefined ? null : canonicalText(value);
  };
  const ours = (url: string) => extensionsIn(resource, url).map((one: JsonObject) => canonicalText(one));
  return [
    resource.resourceType,
    id,
    numberOf(resource) ?? null,
    patientIn(resource) ?? null,
    ...["date", "created", "lineItem", "totalGross", "amount"].map(text),
    ours(extensionUrl.part),
    ours(extensionUrl.allocation),
  ];
}
