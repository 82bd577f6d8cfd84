import { type Caller, parseScopes, speaksOf } from "../../custody/access/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";

/** `own`: counted among what the caller may see record by record. `coarse`: among what they may not, so that only what says nothing of
 *  anybody is told. */
export type Basis = "own" | "coarse";

export interface Viewer {
  readonly caller: Caller;
  readonly basis: Basis;
}

export const counted = [
  "Account",
  "Appointment",
  "ChargeItem",
  "Invoice",
  "Patient",
  "PaymentNotice",
  "Schedule",
  "Slot",
  "Task",
  "Basic",
] as const satisfies readonly ResourceType[];
export type CountedType = (typeof counted)[number];
const directory = ["HealthcareService", "Location", "Practitioner", "PractitionerRole"] as const;

/** What figures are counted among for whoever sees none of it: bookings and money, and of tasks the enquiries. */
const forFigures = parseScopes(
  [...counted, ...directory]
    .filter((type) => type !== "Task" && type !== "Basic")
    .map((type) => `user/${type}.s`)
    .concat("user/Task.s?code=urn:wardbook:task|enquiry")
    .join(" "),
);
const noneSensitive: readonly string[] = [];

/** As whom a part of a report is counted: as the caller, where their role speaks of all of these records; else, for who may see figures, as
 *  somebody who counts bookings and money and is cleared for nothing sensitive. What patients decided holds for both. */
export function viewerOf(caller: Caller, types: readonly ResourceType[]): Viewer | undefined {
  const sees = types.every((type) =>
    caller.scopes.some((scope) => speaksOf(scope.type, type) && scope.permissions.includes("s")),
  );
  if (sees) return { caller, basis: "own" };
  const isOperating = caller.purposes?.includes("HOPERAT") ?? true;
  if (caller.kind !== "person" || caller.app !== undefined || !isOperating) return undefined;
  return {
    caller: { ...caller, scopes: forFigures, clearances: noneSensitive, purpose: "HOPERAT", approved: undefined },
    basis: "coarse",
  };
}
