import { isDeepStrictEqual } from "node:util";
import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import { actCode, removedLabelSystem } from "./sensitivity.ts";

const systemOf = { security: actCode, tag: removedLabelSystem } as const;
type Place = keyof typeof systemOf;

/** Whether this puts a sensitivity label on, or takes one off, and changes nothing else. Pure.
 *  @param previous as whoever writes sees it */
export function changesLabelsAlone(sent: FhirResource, previous: FhirResource): boolean {
  const says = (place: Place) => !labels(sent, place).isSubsetOf(labels(previous, place));
  return (says("security") || says("tag")) && isDeepStrictEqual(withoutLabels(sent), withoutLabels(previous));
}

function labels({ meta }: FhirResource, place: Place): ReadonlySet<JsonValue> {
  const those = codings(meta?.[place]).filter(isLabelOf(place));
  return new Set(those.flatMap((one) => (isJsonObject(one) ? (one["code"] ?? []) : [])));
}

/** What the server says of a version by itself counts as little as its labels. */
function withoutLabels({ meta = {}, ...rest }: FhirResource): unknown {
  const { security, tag, versionId: _version, lastUpdated: _written, ...kept } = meta;
  const others = (place: Place, value: JsonValue | undefined) => {
    const isLabel = isLabelOf(place);
    return codings(value).filter((one) => !isLabel(one));
  };
  return { ...rest, meta: kept, security: others("security", security), tag: others("tag", tag) };
}

function isLabelOf(place: Place): (coding: JsonValue) => boolean {
  return (coding) => isJsonObject(coding) && coding["system"] === systemOf[place];
}

function codings(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}
