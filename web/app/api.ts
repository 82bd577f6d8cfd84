export { fhir, included, matches, nextPage, type SearchParameters } from "./api/fhir.ts";
export type {
  Address,
  Appointment,
  AppointmentStatus,
  Bundle,
  CodeableConcept,
  Coding,
  ContactPoint,
  HumanName,
  Identifier,
  Patient,
  Period,
  Reference,
  Resource,
} from "./api/fhir-types.ts";
export { api, nothing, type RequestOptions } from "./api/json-api.ts";
export { isAbort, isOfField, isRefusal, RequestFailure } from "./api/request-failure.ts";
