import type { FhirResource } from "../../src/foundation/fhir/index.ts";

export type Made = FhirResource & { readonly id: string };

/** What a resource of a patient may be built with. */
export interface Making {
  readonly id: string;
  readonly patient: string;
  /** Ids that it may refer to, whether anything is there or not. */
  readonly others: readonly string[];
  readonly organisation: string;
  readonly practitioner: string;
  readonly clinic: { readonly branch: string; readonly kind: string; readonly price: string };
  readonly label?: string | undefined;
}

export const made = (resource: Record<string, unknown>) => resource as Made;
