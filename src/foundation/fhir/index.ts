export { FhirError } from "./fhir-error.ts";
export type { FhirErrorCode } from "./fhir-error.ts";
export { maximumJsonDepth, parseResourceText } from "./parse-json.ts";
export { isIntegerText, isNumber, isRawNumber, numberFromText, numberText, numericValue } from "./raw-number.ts";
export type { RawNumber } from "./raw-number.ts";
export { isResourceType, resourceTypes, typeNumber, typeOfNumber } from "./resource-types.ts";
export type { ResourceType } from "./resource-types.ts";
export type { FhirMeta, FhirResource, Issue, IssueSeverity, IssueType, JsonArray, JsonObject, JsonValue } from "./types.ts";
