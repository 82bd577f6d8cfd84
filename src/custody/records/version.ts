import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { NewPatientKey } from "../keyring/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";

/** One version of a resource, opened. */
export interface OpenVersion {
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly version: number;
  /** Microseconds since 1970: `meta.lastUpdated`, and the order of search results. */
  readonly position: number;
  readonly deleted: boolean;
  /** The patient under whose key it is sealed. */
  readonly patient: ResourceId | undefined;
  /** The resource's JSON as stored, id and meta included; empty for a deletion. */
  readonly body: Buffer;
}

/** One version, ready to be written. */
export interface SealedVersion {
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly version: number;
  readonly keyNo: number;
  readonly position: number;
  readonly deleted: boolean;
  readonly sealed: Buffer;
  /** 8 bytes each; empty for a deletion. */
  readonly tokens: Buffer;
  readonly newKey?: NewPatientKey;
}
