import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import type { Random } from "./random.ts";

export interface TransactionEntry {
  /** `urn:uuid:` and a UUID; other entries refer to the resource by it. */
  readonly fullUrl: string;
  readonly resource: FhirResource;
  readonly request: { readonly method: "POST"; readonly url: string };
}

/**
 * FHIR R4 transaction. A patient's bundle refers to its own entries and to those of the organisation's bundle
 * (the first one); whoever loads it keeps a map from fullUrl to stored id across the bundles.
 */
export interface TransactionBundle {
  readonly resourceType: "Bundle";
  readonly type: "transaction";
  readonly entry: readonly TransactionEntry[];
}

/** A FHIR Reference by fullUrl. */
export interface Reference {
  readonly reference: string;
  readonly display?: string;
  readonly [key: string]: string | undefined;
}

export interface BundleBuilder {
  /** @param fullUrl where the resource must be known in advance */
  add(resourceType: string, body: JsonObject, fullUrl?: string): Reference;
  readonly size: number;
  finish(): TransactionBundle;
}

export function createBundle(random: Random): BundleBuilder {
  const entries: TransactionEntry[] = [];
  return {
    add(resourceType, body, fullUrl = `urn:uuid:${random.uuid()}`) {
      entries.push({ fullUrl, resource: { resourceType, ...body }, request: { method: "POST", url: resourceType } });
      return { reference: fullUrl };
    },
    get size() {
      return entries.length;
    },
    finish: () => ({ resourceType: "Bundle", type: "transaction", entry: entries }),
  };
}
