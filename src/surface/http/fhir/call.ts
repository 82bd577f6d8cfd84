import type { JsonValue } from "../../../foundation/fhir/index.ts";
import type { Pairs } from "./query-pairs.ts";

/** One FHIR interaction, whether it came as a request or as an entry of a batch. */
export interface FhirCall {
  readonly method: string;
  /** Path segments after the base, decoded: `["Patient", "<id>"]`. */
  readonly path: readonly string[];
  readonly query: Pairs;
  readonly headers: {
    readonly ifMatch?: string | undefined;
    readonly ifNoneMatch?: string | undefined;
    readonly ifNoneExist?: string | undefined;
    readonly prefer?: string | undefined;
  };
  /** The parsed body; undefined when there was none. */
  readonly body: JsonValue | undefined;
  /** Base address of this server, without a slash at the end. */
  readonly base: string;
}

export interface FhirAnswer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** `Type/id/_history/version`, relative to the base. */
  readonly location?: string | undefined;
  readonly entryIds: readonly string[];
}

export const noBody = "";
