export { canonicalText } from "./canonical-text.ts";
export { FhirError } from "./fhir-error.ts";
export type { FhirErrorCode } from "./fhir-error.ts";
export { isJsonArray, isJsonObject } from "./json-object.ts";
export { maximumJsonDepth, parseResourceText, parseStoredText } from "./parse-json.ts";
export {
  extensionIn,
  extensionsIn,
  hasCode,
  identifiersIn,
  idIn,
  objectIn,
  objectsIn,
  referenceIn,
  referenceTo,
  textIn,
  textsIn,
  withExtension,
} from "./read-json.ts";
export { isIntegerText, isNumber, isRawNumber, numberFromText, numberText, numericValue } from "./raw-number.ts";
export type { RawNumber } from "./raw-number.ts";
export { isResourceType, resourceTypes, typeNumber, typeOfNumber } from "./resource-types.ts";
export type { ResourceType } from "./resource-types.ts";
export type {
  FhirMeta,
  FhirResource,
  Issue,
  IssueSeverity,
  IssueType,
  JsonArray,
  JsonObject,
  JsonValue,
} from "./types.ts";
export {
  canBeAboutPatients,
  canBeInPatientCompartment,
  patientsOf,
  subjectPatientOf,
} from "./structure/compartment.ts";
export { elementType } from "./structure/element-type.ts";
export type { ElementType } from "./structure/element-type.ts";
export type { StructureFault } from "./structure/findings.ts";
export { localReference, withLocalReferences } from "./structure/local-references.ts";
export { findNode } from "./structure/nodes.ts";
export type { ElementContent, ElementRule, Node } from "./structure/nodes.ts";
export { parseReference } from "./structure/parse-reference.ts";
export type { ParsedReference } from "./structure/parse-reference.ts";
export { referencesIn, rewriteReferences } from "./structure/references.ts";
export type { FoundReference, Rewrite } from "./structure/references.ts";
export { strayPatients } from "./structure/stray-patients.ts";
export { summarize } from "./structure/summary.ts";
export type { SummaryMode } from "./structure/summary.ts";
export { validateResource } from "./structure/validate.ts";
export {
  compareSortKeys,
  includedReferences,
  indexTerms,
  inRanges,
  maximumParameters,
  maximumValueLength,
  maximumValues,
  parseSearch,
  parseTimeRange,
  reverseFilter,
  SearchError,
  searchParameters,
  sortKey,
  withoutFields,
} from "./search/index.ts";
export type {
  Chain,
  Filter,
  Include,
  ReferenceTarget,
  SearchErrorCode,
  SearchParameter,
  SearchRequest,
  SearchType,
  SortRule,
  TimeRange,
} from "./search/index.ts";
