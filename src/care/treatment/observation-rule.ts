import { ChartError, type WriteRule } from "../../custody/chart/index.ts";
import { measureFault } from "./measure-fault.ts";
import { movementFault } from "./movement-fault.ts";
import { sensationFault } from "./sensation-fault.ts";

/** What an observation of the therapy pages may say, whoever writes it. What comes from elsewhere is kept as it was told. */
export const therapyObservationRule: WriteRule = async ({ action, next }) => {
  const fault =
    next === undefined || action === "import"
      ? undefined
      : (measureFault(next) ?? movementFault(next) ?? sensationFault(next));
  if (fault !== undefined) throw new ChartError("chart/against-rule", fault.sentence, { path: fault.path });
  return {};
};
