import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";

/** The record of a patient who is signed in themselves; undefined of everybody else: of staff, of who acts for a patient, of an app. */
export function ownRecordOf({ kind, app, reach, patient, standing }: Caller): ResourceId | undefined {
  if (kind !== "person" || app !== undefined || reach !== "patient" || patient === undefined) return undefined;
  return standing?.relationsTo(patient).some((relation) => relation.kind === "self") === true ? patient : undefined;
}
