import type { JsonValue } from "../../foundation/fhir/index.ts";
import type { TakenRecord, VaultColumn } from "../../custody/chart/index.ts";
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

/** What a retained record's own key seals: the vault is that of the row's id. */
export const retainedBodyColumn: VaultColumn = {
  table: "retained_record",
  column: "sealed",
  key: ["id"],
  also: ["erasure", "patient"],
  contexts: (row: Pick<RetainedRow, "id" | "erasure" | "patient">) => [bodyContext(row)],
};
