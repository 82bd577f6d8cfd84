export { canonicalize } from "./canonical-json.ts";
export { CodedError, MalformedInput } from "./coded-error.ts";
export type { Clock } from "./clock.ts";
export { gather } from "./gather.ts";
export { isUuid, parsePersonId, parseResourceId, parseTenantId } from "./ids.ts";
export type { PersonId, ResourceId, TenantId } from "./ids.ts";
export { positionToMilliseconds, risingPositions } from "./positions.ts";
export type { Positions } from "./positions.ts";
export { Secret } from "./secret.ts";
