import { ChartError } from "../../custody/chart/index.ts";

/** @param path of the element that the rule is about */
export function against(path: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path });
}
