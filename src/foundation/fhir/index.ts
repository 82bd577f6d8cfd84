export { FhirError } from "./fhir-error.ts";
export type { FhirErrorCode } from "./fhir-error.ts";
export { maximumJsonDepth, parseResourceText } from "./parse-json.ts";
export { isIntegerText, isNumber, isRawNumber, numberFromText, numberText, numericValue } from "./raw-number.ts";
export type { RawNumber } from "./raw-number.ts";
export { isResourceType, resourceTypes, typeNumber, typeOfNumber } from "./resource-types.ts";
export type { ResourceType } from "./resource-types.ts";
export type { FhirMeta, FhirResource, Issue, IssueSeverity, IssueType, JsonArray, JsonObject, JsonValue } from "./types.ts";
export type { StructureFault } from "./structure/findings.ts";
export { validateResource } from "./structure/validate.ts";
export {
  compareSortKeys, includedReferences, indexTerms, inRanges, maximumParameters, maximumValueLength, maximumValues,
  parseSearch, reverseFilter, SearchError, searchParameters, sortKey,
} from "./search/index.ts";
export type {
  Filter, Include, ReferenceTarget, SearchErrorCode, SearchParameter, SearchRequest, SearchType, SortRule, TimeRange,
} from "./search/index.ts";
