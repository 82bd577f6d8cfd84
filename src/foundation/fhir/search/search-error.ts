import { CodedError } from "../../kernel/index.ts";

/** Why a search is refused. The error's `path` is the parameter as asked. */
export type SearchErrorCode =
  | "fhir/unknown-resource-type"
  /** The type has no such parameter, or it is one that isn't supported. */
  | "fhir/unknown-parameter"
  | "fhir/unsupported-modifier"
  /** Chains, `_has`, iteration, wildcards: valid FHIR that isn't offered. */
  | "fhir/unsupported-search"
  | "fhir/unsupported-format"
  | "fhir/bad-search-value"
  /** More parameters, values or characters than a search may have. */
  | "fhir/search-too-large";

/** A search refused before anything is looked up. Messages never quote the value: it may name a patient. */
export class SearchError extends CodedError<SearchErrorCode> {}
