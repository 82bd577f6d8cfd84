import type { Chart } from "../../custody/chart/index.ts";
import type { PlacesPorts } from "./ports.ts";

/** What the desk's work stands on. */
export interface SchedulingPorts extends PlacesPorts {
  readonly chart: Pick<Chart, "search" | "read" | "create" | "update" | "delete" | "transact">;
}
