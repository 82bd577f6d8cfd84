import { referenceIn } from "../../foundation/fhir/index.ts";
import { ChartError, type ProposedChange, type Ruled, type WriteRule } from "../../custody/chart/index.ts";

/** A role stays with its practitioner: who was booked by it would be free, and another taken, without anybody having moved.
 *  History from elsewhere is kept as it is. */
export const practitionerRoleRule: WriteRule = async ({ action, previous, next }: ProposedChange): Promise<Ruled> => {
  const whose = referenceIn(previous?.["practitioner"]);
  if (action === "import" || next === undefined || whose === undefined) return {};
  if (whose === referenceIn(next["practitioner"])) return {};
  throw new ChartError("chart/against-rule", "a role stays with its practitioner: end this one and make another", {
    path: "PractitionerRole.practitioner",
  });
};
