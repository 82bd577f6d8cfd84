import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, type LimitedRows, type Row, judge } from "../access/index.ts";
import type { Permit } from "./access.ts";
import { ChartError } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";

/** What is about to be written, and what it replaces; neither, for a deletion. */
export interface EmergencyWrite {
  readonly row: Row;
  readonly resource?: FhirResource | undefined;
  readonly previous?: FhirResource | undefined;
  /** Patients who are being made by the same call: nobody breaks glass for them. */
  readonly made: ReadonlySet<ResourceId>;
}

/**
 * An emergency opens a record for a while. What only the emergency lets somebody write must not keep the record open to them, nor
 * change what its consents say. @throws ChartError `chart/not-in-an-emergency`
 */
export function expectNothingLasting(
  { policy }: Pick<ChartPorts, "policy">,
  caller: Caller,
  { rows }: Permit,
  { row, resource, previous, made }: EmergencyWrite,
): void {
  if (rows.kind === "every" || (caller.standing?.brokenGlass().length ?? 0) === 0) return;
  if (judge(withGlassWhole(rows), row, made).kind === "visible") return;
  if (row.type !== "Consent" && (resource === undefined || policy?.bringsReach?.(caller, resource, previous) !== true))
    return;
  throw new ChartError(
    "chart/not-in-an-emergency",
    "you see this record in an emergency only: what would keep it open to you, or change its consents, is for those who keep it",
    { path: row.type },
  );
}

/** A label that hides a record from somebody stays on while they see it in an emergency only: without it the record would stay open,
 *  to them and to others. @param current the row that it stands in @throws ChartError `chart/not-in-an-emergency` */
export function expectLabelsOutlastEmergency(caller: Caller, { rows }: Permit, current: Row): void {
  if (rows.kind === "every" || (caller.standing?.brokenGlass().length ?? 0) === 0) return;
  if (judge(withGlassWhole(rows), current).kind === "visible") return;
  throw new ChartError(
    "chart/not-in-an-emergency",
    "you see this record in an emergency only: taking a label off it is for those who see it without one",
    { path: `${current.type}.meta.tag` },
  );
}

function withGlassWhole(rows: LimitedRows): LimitedRows {
  const { standing } = rows;
  return standing === undefined ? rows : { ...rows, standing: { ...standing, breakGlassOn: () => undefined } };
}

/** A consent decides who sees what, so a person needs the permission for it, whatever the way; an app acts without permissions.
 *  Programs need the scope. @throws ChartError `chart/not-permitted` */
export function expectKeeper(caller: Caller, type: string): void {
  if (type !== "Consent" || caller.kind !== "person" || caller.permissions.has("consents.manage")) return;
  throw new ChartError("chart/not-permitted", "your role does not include recording consents", { path: type });
}
