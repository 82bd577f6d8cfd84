import type { FhirResource } from "../../foundation/fhir/index.ts";

/** What a writer may not do to a field, by its place in the resource. It depends on the rules and on what the writer sees alone. */
export interface FieldFault {
  readonly path: string;
  readonly kind: "hidden" | "read-only" | "reordered";
}

export type Kept =
  | { readonly kind: "kept"; readonly resource: FhirResource }
  | { readonly kind: "refused"; readonly fault: FieldFault };
