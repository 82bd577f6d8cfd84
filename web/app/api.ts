export { fhir, included, matches, nextPage, type SearchParameters } from "./api/fhir.ts";
export type { Bundle, Resource } from "../ui/clinical/fhir-types.ts";
export { api, nothing, type RequestOptions } from "./api/json-api.ts";
export { isAbort, isOfField, isRefusal, RequestFailure } from "./api/request-failure.ts";
