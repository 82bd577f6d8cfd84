export { canonicalize } from "./canonical-json.ts";
export { CodedError, MalformedInput } from "./coded-error.ts";
export type { Clock } from "./clock.ts";
export { isUuid, parsePersonId, parseResourceId, parseTenantId } from "./ids.ts";
export type { PersonId, ResourceId, TenantId } from "./ids.ts";
export { Secret } from "./secret.ts";
