import type { ResourceType } from "../../foundation/fhir/index.ts";

/** An element of a type that a role doesn't see, or sees and must not change. */
export interface FieldRule {
  readonly type: ResourceType;
  /** Dotted names without the type and without indexes: `reasonCode`, `participant.actor`. A choice is named by its type: `valueQuantity`. */
  readonly path: string;
  readonly access: "hidden" | "read-only";
}
