import type { JsonValue } from "../../foundation/fhir/index.ts";
import type { TakenRecord } from "../../custody/chart/index.ts";
import type { RetainedRow } from "./retained-table.ts";

/** A retained record as it was sealed. */
export interface RetainedBody {
  /** `reference`, and of the patient's own resource `identifier`, `name` and `birthDate`, as FHIR has them. */
  readonly whom: Readonly<Record<string, JsonValue>>;
  /** "MedicationRequest/<id>". */
  readonly record: string;
  readonly versions: TakenRecord["versions"];
}

export function bodyContext({ id, erasure, patient }: Pick<RetainedRow, "id" | "erasure" | "patient">): string {
  return `retained-body|${id}|${erasure}|${patient}`;
}
