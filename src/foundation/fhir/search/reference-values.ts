import { isResourceType } from "../resource-types.ts";
import type { JsonValue } from "../types.ts";
import {
  parseTarget,
  referenceText,
  typeOfReference,
  withoutCanonicalVersion,
  withoutVersion,
} from "./reference-target.ts";
import type { Alternative, CompiledParameter } from "./search-parameter.ts";
import { badValue, unescapeValue } from "./search-value.ts";
import { term } from "./value-kind.ts";
import type { ValueKind, ValueQuery } from "./value-kind.ts";

const idText = /^[A-Za-z0-9\-.]{1,64}$/;
const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** References and canonicals, compared as `Type/id` or as the whole address. */
export const referenceValues: ValueKind = {
  datatypes: new Set(["Reference", "canonical", "uri", "Attachment"]),
  modifiers: ["[type]", "missing"],
  comparators: [],
  emitTerms(value, { datatype }, emit) {
    const text = referenceText(value, datatype);
    if (text !== undefined) emit(term("ref", text));
  },
  parseQuery(text, parameter, modifier) {
    const asked = unescapeValue(text);
    return referenceQuery(asked, wantedTexts(asked, parameter, modifier), modifier);
  },
  sortKey: (value, { datatype }) => referenceText(value, datatype),
};

/** Every stored text that the value asks for. @throws SearchError `fhir/bad-search-value` */
function wantedTexts(text: string, parameter: CompiledParameter, modifier: string | undefined): readonly string[] {
  if (absolute.test(text)) return [...new Set([withoutVersion(text), withoutCanonicalVersion(text)])];
  const target = parseTarget(withoutVersion(text));
  if (target !== undefined && isResourceType(target.type)) {
    if (modifier !== undefined && modifier !== target.type)
      throw badValue(parameter.code, "the type that the modifier names");
    return [`${target.type}/${target.id}`];
  }
  if (!idText.test(text)) throw badValue(parameter.code, "an id, Type/id or an absolute address");
  return (modifier === undefined ? parameter.targets : [modifier]).map((type) => `${type}/${text}`);
}

function referenceQuery(asked: string, wanted: readonly string[], modifier: string | undefined): ValueQuery {
  const types = new Map(wanted.map((text) => [text, parseTarget(text)?.type]));
  const fitting = (only: string | undefined) =>
    wanted.filter((text) => only === undefined || types.get(text) === undefined || types.get(text) === only);
  const isTyped = [...types.values()].every((type) => type !== undefined);
  return {
    termsFor: ({ indexed, only }) => (indexed ? fitting(only).map((text) => term("ref", text)) : undefined),
    matches(value, alternative) {
      const text = referenceText(value, alternative.datatype);
      if (text === undefined || !types.has(text)) return false;
      // A canonical asked for with its version means that version.
      if (alternative.datatype === "canonical") return text === asked || value === asked;
      return fitsType(value, alternative, modifier);
    },
    exactFor: ({ wholeGroup, only, datatype }) =>
      wholeGroup && (isTyped || (only === undefined && modifier === undefined && datatype !== "canonical")),
  };
}

function fitsType(value: JsonValue, { datatype }: Alternative, modifier: string | undefined): boolean {
  return modifier === undefined || datatype !== "Reference" || typeOfReference(value, datatype) === modifier;
}
